/// Every record of a store, read and checked: against its SHA-256, against the identity of its
/// folder, and against itself. Reads only, takes no lock, and needs no preset and no data.
public struct StoreCheck: Sendable {
  /// The finished runs that are whole, by identity.
  public private(set) var runs: [StoredRun] = []
  /// Runs that are begun and have no result.
  public private(set) var unfinished = 0
  public private(set) var measurements = 0
  /// One for each folder with a damaged record.
  public private(set) var damages: [ExperimentError] = []

  /// Copies of damaged records that were made again; they are not looked into.
  public private(set) var keptCopies = 0

  /// - Parameter report: is told how many of how many run folders are done.
  /// - Throws: `ExperimentError` where the store or its measurements cannot be listed.
  public init(
    _ store: RunStore, report: (Int, Int) -> Void = { _, _ in }
  ) throws(ExperimentError) {
    let names = try store.runFolders()
    keptCopies = try store.keptCopies()
    for (index, name) in names.enumerated() {
      do {
        if let run = try Self.check(RecordFolder(path: "\(store.path)/\(name)"), in: store) {
          runs.append(run)
        } else {
          unfinished += 1
        }
      } catch {
        damages.append(error)
      }
      report(index + 1, names.count)
    }
    let folder = store.measurements
    do {
      // A file that was listed before it was written counts when it is there.
      let files = Set(try folder.names().filter { $0.hasSuffix(".json") })
        .union(try folder.digests().keys)
      for file in files.sorted() where try folder.read(file) != nil { measurements += 1 }
    } catch {
      damages.append(error)
    }
  }

  /// The check of several stores: a run that is whole in more than one counts once, and is damage where
  /// they hold different results of it.
  public init(
    _ stores: RunStores, report: (Int, Int) -> Void = { _, _ in }
  ) throws(ExperimentError) {
    try self.init(stores.first, report: report)
    if stores.others.isEmpty { return }
    var copies: [String: [PooledRun.Copy]] = [:]
    func add(_ runs: [StoredRun], of store: RunStore) throws(ExperimentError) {
      for run in runs {
        copies[run.id, default: []].append(
          PooledRun.Copy(store: store, folder: try store.folder(run.id), run: run))
      }
    }
    try add(runs, of: stores.first)
    for store in stores.others {
      let check = try StoreCheck(store, report: report)
      unfinished += check.unfinished
      measurements += check.measurements
      damages += check.damages
      keptCopies += check.keptCopies
      try add(check.runs, of: store)
    }
    runs = []
    for (_, copies) in copies.sorted(by: { $0.key < $1.key }) {
      let pooled = PooledRun(copies)
      runs += pooled.copies.first.map { [$0.run] } ?? []
      damages += pooled.damages
    }
  }

  private static func check(
    _ folder: RecordFolder, in store: RunStore
  ) throws(ExperimentError) -> StoredRun? {
    let run = try store.storedRun(in: folder)
    for (file, _) in try folder.digests().sorted(by: { $0.key < $1.key }) {
      let data = try folder.read(file)
      // Until there is a result, a crash may have come between a digest and its file.
      if data == nil && run != nil {
        throw .damagedRecord(
          file: folder.file(file), reason: "it is missing, and \(RecordFolder.sums) lists it")
      }
    }
    if run != nil {
      _ = try store.cost(in: folder)
    } else if let specification = try store.specificationRecord(folder)?.specification,
      let checkpoint = try folder.bytes(
        "checkpoint", atMost: Checkpoint.mostBytes(of: specification)),
      !Checkpoint.isIntact(checkpoint)
    {
      throw .damagedRecord(
        file: folder.file("checkpoint"), reason: "its SHA-256 is not the one at its end")
    }
    return run
  }
}
