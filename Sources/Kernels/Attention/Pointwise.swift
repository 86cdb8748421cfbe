/// The point-wise functions h that the paper puts in softmax's place (section 3: "phi = L^-alpha h").
///
/// The raw value is the name used everywhere: on the command line, in presets, records and JSON.
public enum Pointwise: String, CaseIterable, Codable, Sendable {
  case relu
  case squaredReLU
  /// The tanh form, as `jax.nn.gelu` has it by default.
  case gelu
  case softplus
  case identity
  case relu6
  case sigmoid
}
