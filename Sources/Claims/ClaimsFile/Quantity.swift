/// What a claim's cells hold.
public enum Quantity: String, CaseIterable, Sendable {
  case accuracy
  case transferAccuracy = "transfer accuracy"
  /// Whole training steps, one model against another.
  case stepTime = "step time"
  /// The attention operator alone.
  case operatorTime = "operator time"
  case meanWeight = "mean weight"
  case collectives

  /// What a deviation has to touch to weaken a comparison of this quantity.
  public var scope: Scope {
    switch self {
    case .accuracy: .accuracy
    case .transferAccuracy: .transfer
    case .stepTime, .operatorTime: .timing
    case .meanWeight, .collectives: .structure
    }
  }
}

/// The families of comparisons that a deviation can weaken.
public enum Scope: String, CaseIterable, Sendable {
  case accuracy, transfer, timing, structure
}
