import Datasets
import Digests
import Experiments
import Foundation
import Networks
import Testing
import Training

@Suite struct WeightExportTests {
  let folder: TemporaryFolder
  let store: RunStore

  init() throws {
    folder = try TemporaryFolder()
    store = RunStore(path: folder.path + "/runs")
  }

  /// A safetensors file, read by the format's description.
  struct ParsedWeights {
    struct Tensor: Decodable {
      let dtype: String
      let shape: [Int]
      let dataOffsets: [Int]

      private enum CodingKeys: String, CodingKey {
        case dtype, shape
        case dataOffsets = "data_offsets"
      }
    }
    let tensors: [String: Tensor]
    let metadata: [String: String]
    let data: Data

    init(_ file: Data) throws {
      let length = file.prefix(8).enumerated().reduce(0) { $0 | Int($1.element) << (8 * $1.offset) }
      let header = file.dropFirst(8).prefix(length)
      #expect(header.first == UInt8(ascii: "{"))
      var object = try #require(
        try JSONSerialization.jsonObject(with: header) as? [String: Any])
      metadata = try #require(object.removeValue(forKey: "__metadata__") as? [String: String])
      tensors = try JSONDecoder().decode(
        [String: Tensor].self, from: JSONSerialization.data(withJSONObject: object))
      data = Data(file.dropFirst(8 + length))
    }

    func values(_ name: String) throws -> [Float] {
      let offsets = try #require(tensors[name]).dataOffsets
      return stride(from: offsets[0], to: offsets[1], by: 4).map { start in
        Float(bitPattern: (0..<4).reduce(0) { $0 | UInt32(data[start + $1]) << (8 * $1) })
      }
    }
  }

  private func replay(_ run: PlannedRun, to step: Int? = nil) throws -> Replay {
    let trainer = Trainer(store: store, dataset: SyntheticData.dataset, threads: 1)
    #expect(try trainer.run([run]) == .finished)
    let stored = try store.run(run.specification.id)
    var replay = try Replay(stored, on: SyntheticData.dataset, threads: 1)
    #expect(replay.advance(to: step ?? stored.result.steps) == .agrees)
    return replay
  }

  /// With every option that has a tensor of its own.
  static let everything: PlannedRun = {
    var run = SyntheticData.run(.pointwise(.gelu, alpha: LengthExponent(1)), images: 320)
    run.specification.model.gate = .silu
    run.specification.model.positionEmbedding = .learned
    run.specification.model.pooling = .classToken
    run.specification.model.preLogits = true
    return run
  }()

  @Test func tensorsHaveBigVisionsNamesAndShapes() throws {
    let file = try ParsedWeights(try replay(Self.everything).safetensors)
    let block = "Transformer/encoderblock_0/"
    let attention = block + "MultiHeadDotProductAttention_0/"
    var expected: [String: [Int]] = [
      "embedding/kernel": [2, 2, 1, 16], "embedding/bias": [16], "pos_embedding": [1, 16, 16],
      "cls": [1, 1, 16], block + "LayerNorm_0/scale": [16], block + "LayerNorm_0/bias": [16],
      block + "LayerNorm_1/scale": [16], block + "LayerNorm_1/bias": [16],
      attention + "query_ln/scale": [8], attention + "key_ln/scale": [8],
      attention + "out/kernel": [2, 8, 16], attention + "out/bias": [16],
      block + "MlpBlock_0/Dense_0/kernel": [16, 64], block + "MlpBlock_0/Dense_0/bias": [64],
      block + "MlpBlock_0/Dense_1/kernel": [64, 16], block + "MlpBlock_0/Dense_1/bias": [16],
      "Transformer/encoder_norm/scale": [16], "Transformer/encoder_norm/bias": [16],
      "pre_logits/kernel": [16, 16], "pre_logits/bias": [16],
      "head/kernel": [16, 3], "head/bias": [3],
    ]
    for part in ["query", "key", "value", "gate"] {
      expected[attention + part + "/kernel"] = [16, 2, 8]
      expected[attention + part + "/bias"] = [2, 8]
    }
    #expect(file.tensors.mapValues(\.shape) == expected)
    #expect(file.tensors.values.allSatisfy { $0.dtype == "F32" })
    // Without gaps or overlaps.
    var end = 0
    for tensor in file.tensors.values.sorted(by: { $0.dataOffsets[0] < $1.dataOffsets[0] }) {
      #expect(tensor.dataOffsets[0] == end)
      end += 4 * tensor.shape.reduce(1, *)
      #expect(tensor.dataOffsets[1] == end)
    }
    #expect(end == file.data.count)
  }

  @Test func theFilesDataHasTheRecordedDigest() throws {
    let replay = try replay(SyntheticData.run(images: 3_904), to: 100)
    let file = try ParsedWeights(replay.safetensors)
    let recorded = try #require(replay.run.result.weightDigests.first { $0.step == 100 }?.sha256)
    #expect(file.data.withUnsafeBytes { SHA256.hexadecimal(of: $0) } == recorded)
    #expect(file.metadata["weightDigest"] == recorded && file.metadata["step"] == "100")
    #expect(file.metadata["run"] == replay.run.id)
    #expect(file.tensors["pos_embedding"] == nil && file.tensors["cls"] == nil)
    let bias = try file.values("head/bias")
    let slice = ParameterLayout(replay.run.specification.model).headBias
    replay.withWeights { #expect(bias == Array($0[slice.range])) }
  }

  @Test func theMetadataHoldsEveryField() throws {
    let file = try ParsedWeights(try replay(Self.everything, to: 0).safetensors)
    let fields = Self.everything.specification.canonicalFields
    #expect(fields.allSatisfy { file.metadata[$0.key] == $0.value })
    // A field at its default is in no canonical form, and a reader elsewhere cannot know it.
    #expect(fields["recipe.batch"] == nil && file.metadata["recipe.batch"] == "32")
    #expect(file.metadata["model.qkNorm"] == "true" && file.metadata["step"] == "0")
  }

  @Test func logitsDecideAsTheRecordSays() throws {
    let replay = try replay(SyntheticData.run())
    let logits = replay.logits(images: 90)
    let bits = try #require(Data(base64Encoded: replay.run.result.correctBits))
    for (index, label) in SyntheticData.dataset.test.labels.enumerated() {
      let row = Array(logits[3 * index..<3 * index + 3])
      let isCorrect = row.firstIndex(of: row.max()!) == Int(label)
      #expect(isCorrect == (bits[index / 8] >> (index % 8) & 1 == 1))
    }
  }

  @Test(arguments: [(1, 1), (3, 10), (10_000, 10)]) func npyFilesAreReadBack(
    _ rows: Int, _ columns: Int
  ) throws {
    let values = (0..<rows * columns).map { Float($0) * -0.37 }
    let file = NPYFile.encoded(values, rows: rows, columns: columns)
    #expect(Array(file.prefix(8)) == [0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59, 1, 0])
    let length = Int(file[8]) | Int(file[9]) << 8
    #expect((10 + length) % 64 == 0)
    let header = String(decoding: file[10..<10 + length], as: UTF8.self)
    #expect(
      header.trimmingCharacters(in: .whitespacesAndNewlines)
        == "{'descr': '<f4', 'fortran_order': False, 'shape': (\(rows), \(columns)), }")
    #expect(header.last == "\n")
    let read = stride(from: 10 + length, to: file.count, by: 4).map { start in
      Float(bitPattern: (0..<4).reduce(0) { $0 | UInt32(file[start + $1]) << (8 * $1) })
    }
    #expect(read == values)
  }
}
