import Experiments
import Networks

/// From our slices' names to big_vision's.
struct BigVisionNaming {
  private let model: VisionTransformerConfiguration

  init(_ model: VisionTransformerConfiguration) { self.model = model }

  private static let attention = "MultiHeadDotProductAttention_0/"
  /// Of the parts of a block, by our name.
  private static let parts = [
    "attention_norm": "LayerNorm_0", "mlp_norm": "LayerNorm_1",
    "query": attention + "query", "key": attention + "key", "value": attention + "value",
    "query_norm": attention + "query_ln", "key_norm": attention + "key_ln",
    "gate": attention + "gate", "output": attention + "out",
    "mlp_in": "MlpBlock_0/Dense_0", "mlp_out": "MlpBlock_0/Dense_1",
  ]

  func tensor(_ slice: ParameterLayout.Slice) -> SafetensorsFile.Tensor {
    let path = slice.name.split(separator: "/").map(String.init)
    let width = model.width
    switch path[0] {
    case "embedding" where path[1] == "kernel":
      return .init(name: slice.name, shape: [model.patch, model.patch, model.channels, width])
    case "position_embedding":
      return .init(name: "pos_embedding", shape: [1, model.patches, width])
    case "class_token":
      return .init(name: "cls", shape: [1, 1, width])
    case "final_norm":
      return .init(name: "Transformer/encoder_norm/\(path[1])", shape: slice.shape)
    case let block where block.hasPrefix("block"):
      let index = block.dropFirst("block".count)
      return .init(
        name: "Transformer/encoderblock_\(index)/\(Self.parts[path[1]]!)/\(path[2])",
        shape: headShape(path[1], path[2]) ?? slice.shape)
    default:
      // `embedding/bias`, `pre_logits` and `head` have the same names there.
      return .init(name: slice.name, shape: slice.shape)
    }
  }

  /// Of the attention's projections, which are cut by heads; nil for other parts.
  private func headShape(_ part: String, _ kind: String) -> [Int]? {
    switch (part, kind) {
    case ("query", "kernel"), ("key", "kernel"), ("value", "kernel"), ("gate", "kernel"):
      [model.width, model.heads, model.headWidth]
    case ("query", _), ("key", _), ("value", _), ("gate", _): [model.heads, model.headWidth]
    case ("output", "kernel"): [model.heads, model.headWidth, model.width]
    default: nil
    }
  }
}
