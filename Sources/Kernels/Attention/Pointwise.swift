/// The pointwise functions h that the paper puts in the place of softmax (section 3: "phi =
/// L^-alpha h").
///
/// The raw values are the names on the command line, in presets, in records and in JSON.
public enum Pointwise: String, CaseIterable, Codable, Sendable {
  case relu
  case squaredReLU
  /// The tanh form, the default of `jax.nn.gelu`.
  case gelu
  case softplus
  case identity
  case relu6
  case sigmoid
}
