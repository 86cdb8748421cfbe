/// The paper's training configurations, by the names that they have there.
public enum RecipeName: String, CaseIterable, Codable, Sendable {
  /// Mean pooling, nothing before the head: Figures 1, 3, 4 and the first row of Figure 2.
  case i21k
  /// A class token, so that L is one more, a dense layer with tanh before the head, and stronger
  /// augmentation: the second row of Figure 2.
  case i1k

  /// That of Figures 1, 3 and 4, and of the first row of Figure 2.
  public static let main = RecipeName.i21k
}

extension RecipeName: CustomStringConvertible, Comparable {
  public var description: String { rawValue }

  /// By name, as records are listed. The paper's order is that of `allCases`.
  public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}
