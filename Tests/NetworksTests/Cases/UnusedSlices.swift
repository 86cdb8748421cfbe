import Networks

extension VisionTransformerConfiguration {
  /// Names of the slices that the variant never reads, whose gradient is exactly zero.
  var unusedSlices: Set<String> {
    let unused: [String]
    switch attention {
    case .softmax, .pointwise:
      unused = []
    case .uniform:
      unused = [
        "query/kernel", "query/bias", "key/kernel", "key/bias", "query_norm/scale",
        "key_norm/scale",
      ]
    case .none:
      unused = [
        "query/kernel", "query/bias", "key/kernel", "key/bias", "query_norm/scale",
        "key_norm/scale", "value/kernel", "value/bias", "gate/kernel", "gate/bias",
        "output/kernel", "attention_norm/scale", "attention_norm/bias",
      ]
    }
    let names = (0..<depth).flatMap { block in unused.map { "block\(block)/\($0)" } }
    return Set(names).intersection(ParameterLayout(self).slices.map(\.name))
  }
}
