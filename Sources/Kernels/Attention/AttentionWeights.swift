/// How logits become weights. The factor L^-alpha is no part of it: it multiplies the values on the
/// way there and the output's gradient in the backward pass, L x d numbers instead of L x L.
public enum AttentionWeights: Hashable, Sendable {
  case softmax
  case pointwise(Pointwise)
}
