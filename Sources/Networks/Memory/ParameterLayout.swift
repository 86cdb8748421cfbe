import Kernels

/// Where each parameter lies in the one flat buffer that holds them all.
///
/// Gradients and Adam's moments have the same layout. Weight matrices, which flax calls kernels,
/// are stored as flax stores them: [inputs, outputs], row-major.
public struct ParameterLayout: Hashable, Sendable {
  public enum Initialisation: Hashable, Sendable {
    case zeros
    case ones
    case constant(Double)
    case normal(standardDeviation: Double)
    /// Truncated normal of variance 1/inputs (flax's `lecun_normal`).
    case lecunNormal(inputs: Int)
    /// Uniform within sqrt(6 / (inputs + outputs)).
    case xavierUniform(inputs: Int, outputs: Int)
  }

  /// What a slice is in the model, by its name within a block or outside.
  enum Part: String, Sendable {
    case embeddingKernel = "embedding/kernel"
    case embeddingBias = "embedding/bias"
    case positionEmbedding = "position_embedding"
    case classToken = "class_token"
    case attentionNormScale = "attention_norm/scale"
    case attentionNormBias = "attention_norm/bias"
    case queryKernel = "query/kernel"
    case queryBias = "query/bias"
    case keyKernel = "key/kernel"
    case keyBias = "key/bias"
    case valueKernel = "value/kernel"
    case valueBias = "value/bias"
    case queryNormScale = "query_norm/scale"
    case keyNormScale = "key_norm/scale"
    case gateKernel = "gate/kernel"
    case gateBias = "gate/bias"
    case outputKernel = "output/kernel"
    case outputBias = "output/bias"
    case mlpNormScale = "mlp_norm/scale"
    case mlpNormBias = "mlp_norm/bias"
    case mlpInKernel = "mlp_in/kernel"
    case mlpInBias = "mlp_in/bias"
    case mlpOutKernel = "mlp_out/kernel"
    case mlpOutBias = "mlp_out/bias"
    case finalNormScale = "final_norm/scale"
    case finalNormBias = "final_norm/bias"
    case preLogitsKernel = "pre_logits/kernel"
    case preLogitsBias = "pre_logits/bias"
    case headKernel = "head/kernel"
    case headBias = "head/bias"
  }

  // Without arrays and strings, which would be counted at every copy of a block's slices.
  public struct Slice: Hashable, Sendable {
    /// The transformer block that it belongs to; nil for those outside.
    let block: Int?
    let part: Part
    /// Place in `slices`.
    public let index: Int
    /// Rows of a matrix; nil for a vector.
    let rows: Int?
    /// Columns of a matrix, or floats of a vector.
    let columns: Int
    public let offset: Int
    public let initialisation: Initialisation
    /// Whether weight decay acts on it: kernels only.
    public let decays: Bool
    /// Such as `block0/query/kernel`.
    public var name: String { (block.map { "block\($0)/" } ?? "") + part.rawValue }
    public var shape: [Int] { rows.map { [$0, columns] } ?? [columns] }
    public var count: Int { (rows ?? 1) * columns }
    public var range: Range<Int> { offset..<offset + count }
  }

  /// The slices of one transformer block; those that a variant lacks are nil.
  public struct Block: Hashable, Sendable {
    public let attentionNormScale, attentionNormBias: Slice
    public let queryKernel, queryBias, keyKernel, keyBias, valueKernel, valueBias: Slice
    /// [d], shared by all heads; nil without qk-layernorm.
    public let queryNormScale, keyNormScale: Slice?
    /// [D, D] and [D]; nil without a gate.
    public let gateKernel, gateBias: Slice?
    public let outputKernel, outputBias: Slice
    public let mlpNormScale, mlpNormBias: Slice
    /// [D, 4 D] and [4 D, D].
    public let mlpInKernel, mlpInBias, mlpOutKernel, mlpOutBias: Slice
  }

  public let slices: [Slice]
  /// [P, D].
  public let embeddingKernel, embeddingBias: Slice
  /// [patches, D]; nil with the fixed sin-cos embedding. A class token gets none, as in big_vision.
  public let positionEmbedding: Slice?
  /// [D]; nil with mean pooling.
  public let classToken: Slice?
  public let blocks: [Block]
  public let finalNormScale, finalNormBias: Slice
  /// [D, D] and [D]; nil without pre-logits.
  public let preLogitsKernel, preLogitsBias: Slice?
  /// [D, C] and [C].
  public let headKernel, headBias: Slice

  /// Floats of all slices.
  public var count: Int { slices.last.map { $0.offset + $0.count } ?? 0 }

  public subscript(name: String) -> Slice? { slices.first { $0.name == name } }

  public init(_ model: VisionTransformerConfiguration) {
    var all: [Slice] = []
    // Each call names, sizes and places a slice at once.
    func slice(
      _ part: Part, block: Int? = nil, _ shape: [Int], _ initialisation: Initialisation,
      decays: Bool = false
    ) -> Slice {
      let offset = all.last.map { $0.offset + $0.count } ?? 0
      let slice = Slice(
        block: block, part: part, index: all.count, rows: shape.count == 2 ? shape[0] : nil,
        columns: shape[shape.count - 1], offset: offset, initialisation: initialisation,
        decays: decays)
      all.append(slice)
      return slice
    }
    func xavierKernel(_ part: Part, block: Int, _ inputs: Int, _ outputs: Int) -> Slice {
      slice(
        part, block: block, [inputs, outputs], .xavierUniform(inputs: inputs, outputs: outputs),
        decays: true)
    }
    let width = model.width
    let hidden = model.hidden

    embeddingKernel = slice(
      .embeddingKernel, [model.patchVector, width], .lecunNormal(inputs: model.patchVector),
      decays: true)
    embeddingBias = slice(.embeddingBias, [width], .zeros)
    positionEmbedding =
      model.positionEmbedding == .learned
      ? slice(
        .positionEmbedding, [model.patches, width],
        .normal(standardDeviation: 1 / Double(width).squareRoot()))
      : nil
    classToken =
      model.pooling == .classToken ? slice(.classToken, [width], .zeros) : nil
    blocks = (0..<model.depth).map { index in
      Block(
        attentionNormScale: slice(.attentionNormScale, block: index, [width], .ones),
        attentionNormBias: slice(.attentionNormBias, block: index, [width], .zeros),
        queryKernel: xavierKernel(.queryKernel, block: index, width, width),
        queryBias: slice(.queryBias, block: index, [width], .zeros),
        keyKernel: xavierKernel(.keyKernel, block: index, width, width),
        keyBias: slice(.keyBias, block: index, [width], .zeros),
        valueKernel: xavierKernel(.valueKernel, block: index, width, width),
        valueBias: slice(.valueBias, block: index, [width], .zeros),
        queryNormScale: model.qkNorm
          ? slice(.queryNormScale, block: index, [model.headWidth], .ones) : nil,
        keyNormScale: model.qkNorm
          ? slice(.keyNormScale, block: index, [model.headWidth], .ones) : nil,
        gateKernel: model.gate == .none
          ? nil : xavierKernel(.gateKernel, block: index, width, width),
        gateBias: model.gate == .none ? nil : slice(.gateBias, block: index, [width], .zeros),
        outputKernel: xavierKernel(.outputKernel, block: index, width, width),
        outputBias: slice(.outputBias, block: index, [width], .zeros),
        mlpNormScale: slice(.mlpNormScale, block: index, [width], .ones),
        mlpNormBias: slice(.mlpNormBias, block: index, [width], .zeros),
        mlpInKernel: xavierKernel(.mlpInKernel, block: index, width, hidden),
        mlpInBias: slice(.mlpInBias, block: index, [hidden], .normal(standardDeviation: 1e-6)),
        mlpOutKernel: xavierKernel(.mlpOutKernel, block: index, hidden, width),
        mlpOutBias: slice(.mlpOutBias, block: index, [width], .normal(standardDeviation: 1e-6)))
    }
    finalNormScale = slice(.finalNormScale, [width], .ones)
    finalNormBias = slice(.finalNormBias, [width], .zeros)
    preLogitsKernel =
      model.preLogits
      ? slice(.preLogitsKernel, [width, width], .lecunNormal(inputs: width), decays: true) : nil
    preLogitsBias = model.preLogits ? slice(.preLogitsBias, [width], .zeros) : nil
    headKernel = slice(.headKernel, [width, model.classes], .zeros, decays: true)
    // -ln(C - 1): under a sigmoid every class starts with probability 1/C.
    headBias = slice(.headBias, [model.classes], .constant(-logarithm(Double(model.classes - 1))))
    slices = all
  }
}
