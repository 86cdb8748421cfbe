import Foundation
import Networks

/// One record of `Fixtures/parity.json`, which `Fixtures/make_parity.py` writes.
struct ParityRecord: Decodable, Sendable {
  struct Case: Decodable, Sendable {
    var name: String
    var batch, imageHeight, imageWidth, channels, patch, width, depth, heads, classes: Int
    var attention: String
    var alphaHundredths: Int?
    var qkNorm, preLogits: Bool
    var gate, positionEmbedding, pooling: String
    var trainingSteps: Int?

    /// The tokens and shape that the name begins with, such as `L49`.
    var size: String { String(name.prefix { $0 != "-" }) }

    var model: VisionTransformerConfiguration {
      get throws {
        guard
          let attention = AttentionKind(
            name: attention, alpha: alphaHundredths.map(LengthExponent.init(hundredths:))),
          let gate = VisionTransformerConfiguration.Gate(rawValue: gate),
          let positionEmbedding = VisionTransformerConfiguration.PositionEmbedding(
            rawValue: positionEmbedding),
          let pooling = VisionTransformerConfiguration.Pooling(rawValue: pooling)
        else {
          throw DecodingError.dataCorrupted(
            .init(codingPath: [], debugDescription: "\(name) has an unknown option"))
        }
        return VisionTransformerConfiguration(
          imageHeight: imageHeight, imageWidth: imageWidth, channels: channels, patch: patch,
          width: width, depth: depth, heads: heads, classes: classes, attention: attention,
          qkNorm: qkNorm, gate: gate, positionEmbedding: positionEmbedding, pooling: pooling,
          preLogits: preLogits)
      }
    }
  }

  var `case`: Case
  /// [B, C].
  var logits: [Double]
  var loss: Double
  /// For each slice the gradient's norm and its inner products with two directions.
  var gradients: [String: [Double]]
  /// The loss before each training step, and the projections of the parameters after the last.
  var losses: [Double]?
  var trained: [String: [Double]]?

  /// In layout order.
  func parameters(_ layout: ParameterLayout) -> [Double] {
    layout.slices.flatMap {
      KeyedGenerator.parameters($0.name, shape: $0.shape, key: `case`.name)
    }
  }

  /// [B, height, width, channels].
  var images: [Double] {
    var generator = KeyedGenerator(`case`.name + ":images")
    return generator.values(
      `case`.batch * `case`.imageHeight * `case`.imageWidth * `case`.channels)
  }

  /// [B].
  var labels: [UInt8] {
    var generator = KeyedGenerator(`case`.name + ":labels")
    return (0..<`case`.batch).map { _ in UInt8(generator.bits() % UInt64(`case`.classes)) }
  }

  /// The norm of a slice's values and their inner products with the slice's two directions.
  func projections(_ values: [Double], of slice: ParameterLayout.Slice) -> [Double] {
    [norm(values)]
      + (0..<2).map { index in
        var generator = KeyedGenerator("\(`case`.name):\(slice.name):direction\(index)")
        return dot(values, generator.values(values.count))
      }
  }

  static func load() throws -> [ParityRecord] {
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Fixtures/parity.json")
    return try JSONDecoder().decode([ParityRecord].self, from: Data(contentsOf: file))
  }
}
