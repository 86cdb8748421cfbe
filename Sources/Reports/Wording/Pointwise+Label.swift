import Networks

extension Pointwise {
  /// As figures and tables write it.
  var label: String {
    switch self {
    case .relu: "ReLU"
    case .squaredReLU: "ReLU²"
    case .gelu: "GELU"
    case .softplus: "softplus"
    case .identity: "identity"
    case .relu6: "ReLU6"
    case .sigmoid: "sigmoid"
    }
  }
}
