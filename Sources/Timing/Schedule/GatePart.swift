/// What a gate adds to a training step, by kind.
public enum GatePart: String, CaseIterable, Codable, Sendable {
  /// The D x D projection's product in the forward pass, and its two in the backward pass.
  case multiplications
  /// The products with the heads and with their gradients, and the bias.
  case elementwise
  /// The projection's part of clearing, summing and clipping gradients, AdamW and packing.
  case update
}
