import Foundation

extension TimingComparison {
  /// What a comparison may be used for.
  public enum Standing: String, CaseIterable, Codable, Sendable {
    /// Both intervals are as narrow as was asked.
    case precise
    /// The number stands with its interval, which is wider than was asked, or rests on few processes.
    case imprecise
    /// The control's interval leaves out one: A and its copy differ, so what B and A differ by means
    /// nothing, and there is no number.
    case biased
  }

  public var standing: Standing {
    let ends = [measured, control].flatMap { [$0.low, $0.ratio, $0.high] }
    guard ends.allSatisfy({ $0.isFinite && $0 > 0 }), !control.excludesOne else { return .biased }
    return measured.halfWidth <= halfWidth && control.halfWidth <= halfWidth && hasEnoughUnits
      ? .precise : .imprecise
  }

  /// Whether there is a number to print.
  public var hasNumber: Bool { standing != .biased }

  /// Whether it may decide at all.
  public var hasEnoughUnits: Bool { units >= MeasuredProcesses.fewestProcesses }

  /// Whether B takes longer than A; nil where it is open. The interval must lie beyond one by more than the
  /// control's does: what the measurement makes of no difference is no difference.
  public var isSlower: Bool? {
    guard hasNumber, hasEnoughUnits else { return nil }
    if log(measured.low) > control.reach { return true }
    if log(measured.high) < -control.reach { return false }
    return nil
  }

  /// Whether it says all that is needed.
  func settles(_ needs: Set<TimingNeed>) -> Bool {
    if needs.isEmpty { return true }
    if needs.contains(.order) && isSlower == nil { return false }
    return hasNumber && (!needs.contains(.size) || standing == .precise)
  }
}
