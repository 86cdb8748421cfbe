import Experiments

/// Every `count`-th run of a plan, from the `index`-th: what one of several processes trains that
/// share a plan by its order alone.
public struct Shard: Hashable, Sendable, CustomStringConvertible {
  /// From 1 to `count`.
  public let index: Int
  public let count: Int

  /// Nil where there is no such shard.
  public init?(_ index: Int, of count: Int) {
    guard index >= 1, index <= count else { return nil }
    self.index = index
    self.count = count
  }

  /// Such as "2/8"; nil for any other text.
  public init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let index = Int(parts[0]), let count = Int(parts[1]) else { return nil }
    self.init(index, of: count)
  }

  public var description: String { "\(index)/\(count)" }

  /// - Parameter runs: all of the plan, whatever is finished of it, so that shards stay as they are
  ///   while runs get finished.
  public func runs<Run>(of runs: [Run]) -> [Run] {
    stride(from: index - 1, to: runs.count, by: count).map { runs[$0] }
  }
}
