import Kernels

/// How processes that each hold a stretch of the keys and values join their shares of the output.
public enum SequenceMethod: String, CaseIterable, Codable, Sendable {
  /// Softmax: the largest logit of every row in one collective, then sums and outputs in another.
  case softmaxTwoPasses = "softmax, two passes"
  /// Softmax: running maximum, sum and output in one collective, rescaled as they meet.
  case softmaxMerged = "softmax, one merged reduction"
  /// A pointwise h, here relu: outputs alone, one sum.
  case pointwise = "pointwise h, one sum"

  var weights: AttentionWeights { self == .pointwise ? .pointwise(.relu) : .softmax }
}
