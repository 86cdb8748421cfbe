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

  public struct Slice: Hashable, Sendable {
    /// Such as `block0/query/kernel`.
    public let name: String
    /// Place in `slices`.
    public let index: Int
    public let shape: [Int]
    public let offset: Int
    public let initialisation: Initialisation
    /// Whether weight decay acts on it: kernels only.
    public let decays: Bool
    public var count: Int { shape.reduce(1, *) }
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
      _ name: String, _ shape: [Int], _ initialisation: Initialisation, decays: Bool = false
    ) -> Slice {
      let offset = all.last.map { $0.offset + $0.count } ?? 0
      let slice = Slice(
        name: name, index: all.count, shape: shape, offset: offset,
        initialisation: initialisation, decays: decays)
      all.append(slice)
      return slice
    }
    func xavierKernel(_ name: String, _ inputs: Int, _ outputs: Int) -> Slice {
      slice(
        name, [inputs, outputs], .xavierUniform(inputs: inputs, outputs: outputs), decays: true)
    }
    let width = model.width
    let hidden = model.hidden

    embeddingKernel = slice(
      "embedding/kernel", [model.patchVector, width], .lecunNormal(inputs: model.patchVector),
      decays: true)
    embeddingBias = slice("embedding/bias", [width], .zeros)
    positionEmbedding =
      model.positionEmbedding == .learned
      ? slice(
        "position_embedding", [model.patches, width],
        .normal(standardDeviation: 1 / Double(width).squareRoot()))
      : nil
    classToken =
      model.pooling == .classToken ? slice("class_token", [width], .zeros) : nil
    blocks = (0..<model.depth).map { index in
      let prefix = "block\(index)/"
      return Block(
        attentionNormScale: slice(prefix + "attention_norm/scale", [width], .ones),
        attentionNormBias: slice(prefix + "attention_norm/bias", [width], .zeros),
        queryKernel: xavierKernel(prefix + "query/kernel", width, width),
        queryBias: slice(prefix + "query/bias", [width], .zeros),
        keyKernel: xavierKernel(prefix + "key/kernel", width, width),
        keyBias: slice(prefix + "key/bias", [width], .zeros),
        valueKernel: xavierKernel(prefix + "value/kernel", width, width),
        valueBias: slice(prefix + "value/bias", [width], .zeros),
        queryNormScale: model.qkNorm
          ? slice(prefix + "query_norm/scale", [model.headWidth], .ones) : nil,
        keyNormScale: model.qkNorm
          ? slice(prefix + "key_norm/scale", [model.headWidth], .ones) : nil,
        gateKernel: model.gate == .none ? nil : xavierKernel(prefix + "gate/kernel", width, width),
        gateBias: model.gate == .none ? nil : slice(prefix + "gate/bias", [width], .zeros),
        outputKernel: xavierKernel(prefix + "output/kernel", width, width),
        outputBias: slice(prefix + "output/bias", [width], .zeros),
        mlpNormScale: slice(prefix + "mlp_norm/scale", [width], .ones),
        mlpNormBias: slice(prefix + "mlp_norm/bias", [width], .zeros),
        mlpInKernel: xavierKernel(prefix + "mlp_in/kernel", width, hidden),
        mlpInBias: slice(prefix + "mlp_in/bias", [hidden], .normal(standardDeviation: 1e-6)),
        mlpOutKernel: xavierKernel(prefix + "mlp_out/kernel", hidden, width),
        mlpOutBias: slice(prefix + "mlp_out/bias", [width], .normal(standardDeviation: 1e-6)))
    }
    finalNormScale = slice("final_norm/scale", [width], .ones)
    finalNormBias = slice("final_norm/bias", [width], .zeros)
    preLogitsKernel =
      model.preLogits
      ? slice("pre_logits/kernel", [width, width], .lecunNormal(inputs: width), decays: true) : nil
    preLogitsBias = model.preLogits ? slice("pre_logits/bias", [width], .zeros) : nil
    headKernel = slice("head/kernel", [width, model.classes], .zeros, decays: true)
    // -ln(C - 1): under a sigmoid every class starts with probability 1/C.
    headBias = slice(
      "head/bias", [model.classes], .constant(-logarithm(Double(model.classes - 1))))
    slices = all
  }
}
