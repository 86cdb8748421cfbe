/// How far a planned run has come.
public enum RunState: String, CaseIterable, Codable, Sendable {
  /// Nothing is stored.
  case absent
  /// Begun and not finished; perhaps another process is at it now.
  case partial
  case complete
  /// Complete, with the outcome that the loss or the gradient left the finite numbers.
  case diverged
  /// The last attempt ended by a fault of the machine; the next one tries again.
  case failed
  /// Finished by an older revision of the numerics: still a result, with other bits.
  case stale
  /// Its record is not what its writer left. It says nothing, and nothing is written over it.
  case damaged

  /// Whether there is a result.
  public var isFinished: Bool { self == .complete || self == .diverged || self == .stale }
  /// Whether training would give one.
  public var isMissing: Bool { !isFinished && self != .damaged }
}
