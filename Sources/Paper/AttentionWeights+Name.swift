import Kernels

extension AttentionWeights {
  /// `softmax` or the name of h.
  public var name: String {
    switch self {
    case .softmax: "softmax"
    case .pointwise(let h): h.rawValue
    }
  }

  /// Nil for an unknown name.
  public init?(name: String) {
    if name == "softmax" {
      self = .softmax
    } else if let h = Pointwise(rawValue: name) {
      self = .pointwise(h)
    } else {
      return nil
    }
  }
}

/// By its name.
extension AttentionWeights: Codable {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let name = try container.decode(String.self)
    guard let weights = AttentionWeights(name: name) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "there is no attention \(name)")
    }
    self = weights
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(name)
  }
}
