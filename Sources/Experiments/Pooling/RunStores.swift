import Networks

/// The stores of one machine or of several, read as one. What is made goes to the first.
///
/// A run that several stores hold counts once, by its identity. Where their results are of one revision
/// of the numerics and differ, the run is damaged: nothing says which of them is right. Of results of
/// several revisions, this program's counts, or else the newest.
///
/// A measurement is that of the first store that holds a sound one; one that every machine makes alike,
/// such as the linear classifier, must be the same in all. A timing is of the machine that it
/// names, so the order of the stores chooses the machine; nothing else depends on their order.
public struct RunStores: Sendable {
  public let first: RunStore
  public let others: [RunStore]

  public init(_ first: RunStore, and others: [RunStore] = []) {
    self.first = first
    self.others = others
  }

  public var all: [RunStore] { [first] + others }

  /// Their paths, for sentences.
  public var names: String { all.map(\.path).joined(separator: " and ") }
}

/// What stores hold of a list of runs.
public struct PooledRecords: Sendable {
  /// A result that does not count, since another store has one of another revision of the numerics.
  public struct Superseded: Hashable, Sendable {
    public let run: String
    public let file: String
    public let revision: Int
  }

  /// In the order of the list, like all the others.
  public internal(set) var finished: [FinishedRun] = []
  /// Runs of which no store holds a sound record, or two hold different ones.
  public internal(set) var damaged: [DamagedRun] = []
  /// Of records that say nothing, where another store's count in their place.
  public internal(set) var passedOver: [ExperimentError] = []
  public internal(set) var superseded: [Superseded] = []

  /// What is wrong with the records, a sentence each.
  public var damages: [ExperimentError] { damaged.map(\.error) + passedOver }
}
