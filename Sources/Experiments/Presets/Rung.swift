/// A step of the ladder of presets: the runs of each hold those of the one below, and what each may
/// decide was fixed before any of its runs was trained.
///
/// The rungs are the planned looks of one design. A cell decides once in each, when all seeds that
/// the rung plans for it are in.
public enum Rung: String, CaseIterable, Codable, Comparable, Sendable {
  case quick, standard, full

  /// The level of a look, two-sided; an equivalence takes the same on each side. They come to 0.05
  /// together (Bonferroni), which holds however the looks depend on each other.
  public var level: Double {
    switch self {
    case .quick, .standard: 0.02
    case .full: 0.01
    }
  }

  /// Seeds from here on are the ladder's; those below are for pilots, whose results were seen before
  /// the rules were fixed.
  public static let firstSeed: UInt64 = 100

  /// The one that it extends; nil for the lowest.
  public var below: Rung? { Self.allCases.last { $0 < self } }

  public static func < (left: Self, right: Self) -> Bool {
    left.place < right.place
  }

  private var place: Int { Self.allCases.firstIndex(of: self)! }
}
