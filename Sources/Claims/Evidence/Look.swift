import Experiments

/// The occasion on which cells decide, and how often it may err: one rung of the ladder, or a preset
/// that stands apart.
public struct Look: Hashable, Sendable {
  /// Nil outside the ladder.
  public let rung: Rung?

  public init(_ rung: Rung? = nil) { self.rung = rung }

  /// Two-sided; an equivalence takes the same on each side.
  public var error: Double { rung?.level ?? 0.05 }

  /// Of every interval that is not an equivalence's or a lead's, such as 0.95.
  public var level: Double { 1 - error }

  /// Of an interval each end of which errs with `error`: an equivalence's by two one-sided tests, and a
  /// lead's.
  public var endsLevel: Double { 1 - 2 * error }
}
