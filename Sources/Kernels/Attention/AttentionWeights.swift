/// How logits become weights.
///
/// The factor L^-alpha is not part of it: it multiplies the values in the forward pass and the
/// output's gradient in the backward pass, which takes L x d multiplications instead of L x L.
public enum AttentionWeights: Hashable, Sendable {
  case softmax
  case pointwise(Pointwise)
}
