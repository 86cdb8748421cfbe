/// The paper's experiment families, each a figure, by the names used on the command line.
public enum Family: String, CaseIterable, Codable, Sendable {
  /// Figure 1: accuracy and 10-shot transfer over compute, softmax and ReLU at alpha = 1.
  case scaling
  /// Figure 2: accuracy over alpha for seven h.
  case alpha
  /// Figure 3: ReLU and squared ReLU over alpha, with and without qk-layernorm.
  case qknorm
  /// Figure 4: ReLU and squared ReLU over alpha, with and without the gate.
  case gating
}
