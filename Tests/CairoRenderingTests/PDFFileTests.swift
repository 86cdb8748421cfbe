import CairoRendering
import SampleFigures
import Testing

@Suite struct PDFFileTests {
  @Test func hasNoTimeOfWriting() throws {
    let bytes = try FigureWriter.bytes(of: SampleFigures.alpha, format: .pdf)
    #expect(bytes.starts(with: Array("%PDF-1.5".utf8)))
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(!text.contains("CreationDate"))
    #expect(text.contains("/Title"))
    #expect(text.contains("/Subject"))
    #expect(text.contains("/Keywords"))
  }
}
