/// The uncompressed iTXt chunks of a PNG file, as `pngBytes` writes them, in their order; empty
/// where the bytes are no PNG. Reads as far as the chunks are whole.
package func pngTexts(_ bytes: [UInt8]) -> [(keyword: String, text: String)] {
  let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
  guard bytes.starts(with: signature) else { return [] }
  var texts: [(keyword: String, text: String)] = []
  var rest = bytes[signature.count...]
  // A chunk is the length of its data, its type, the data and a checksum: 4, 4, so many, 4 bytes.
  while rest.count >= 12 {
    let length = rest.prefix(4).reduce(0) { $0 << 8 | Int($1) }
    guard length <= rest.count - 12 else { break }
    let type = rest.dropFirst(4).prefix(4)
    if type.elementsEqual("iTXt".utf8), let text = text(ofChunk: rest.dropFirst(8).prefix(length)) {
      texts.append(text)
    }
    rest = rest.dropFirst(12 + length)
  }
  return texts
}

/// Keyword, two flags of compression, language, translated keyword and text, between zero bytes.
private func text(ofChunk data: ArraySlice<UInt8>) -> (keyword: String, text: String)? {
  let keyword = data.prefix { $0 != 0 }
  let flags = data.dropFirst(keyword.count + 1).prefix(2)
  guard flags.elementsEqual([0, 0]) else { return nil }
  let fields = data.dropFirst(keyword.count + 3)
    .split(separator: 0, maxSplits: 2, omittingEmptySubsequences: false)
  guard fields.count == 3 else { return nil }
  return (String(decoding: keyword, as: UTF8.self), String(decoding: fields[2], as: UTF8.self))
}
