import Kernels

/// One comparison of step times: B over A, each a training step or an attention operator.
public enum TimingID: Hashable, Sendable {
  /// A step with a gate over one without.
  case gating
  /// A step with normalised queries and keys over one without.
  case qknorm
  /// A step whose weights are scaled by L^-1 over one whose weights are scaled by 1.
  case scale
  /// An attention operator over that of ReLU.
  case attention(AttentionWeights)
  /// A step with such attention over one with ReLU.
  case attentionStep(AttentionWeights)

  /// The measurement that it is a part of.
  public var name: TimingName {
    switch self {
    case .gating: .gating
    case .qknorm: .qknorm
    case .scale: .scale
    case .attention: .attention
    case .attentionStep: .attentionStep
    }
  }

  /// The attention that is held against ReLU's; nil where the two have the same.
  public var weights: AttentionWeights? {
    switch self {
    case .gating, .qknorm, .scale: nil
    case .attention(let weights), .attentionStep(let weights): weights
    }
  }

  /// Whether it is of the attention operator alone.
  public var isOperator: Bool { name == .attention }

  /// Softmax and every h besides relu.
  static let heldAgainstReLU: [AttentionWeights] =
    [.softmax] + Pointwise.allCases.filter { $0 != .relu }.map(AttentionWeights.pointwise)
}

extension TimingID: CaseIterable {
  public static let allCases = TimingName.allCases.flatMap(\.comparisons)

  /// The comparison under a name that is about an attention, or about none; nil where there is none.
  public init?(_ name: TimingName, weights: AttentionWeights? = nil) {
    guard let id = name.comparisons.first(where: { $0.weights == weights }) else { return nil }
    self = id
  }
}

/// In records and tables it is the name, and for attentions a slash and the attention:
/// "attention/softmax".
extension TimingID: CustomStringConvertible {
  public var description: String {
    weights.map { "\(name)/\($0.name)" } ?? name.rawValue
  }

  /// Nil where no comparison has the text.
  public init?(_ text: String) {
    guard let id = Self.allCases.first(where: { $0.description == text }) else { return nil }
    self = id
  }
}

extension TimingID: Codable {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let id = TimingID(text) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "nothing is timed under the name \(text)")
    }
    self = id
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
