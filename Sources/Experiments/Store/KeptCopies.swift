import Foundation

// A damaged record is made again beside a kept copy of the old one, which is never read as a record,
// never written over and never removed.

extension RunStore {
  /// Renames the folder of a run whose record is damaged, to the first free one of
  /// `ID.damaged-1`, `ID.damaged-2` and so on, so that the run can be trained again.
  ///
  /// - Parameter isShard: as in `take`.
  /// - Returns: the kept copy's path; nil where the record is not damaged, or another process has it.
  public func setAsideDamaged(
    _ run: PlannedRun, isShard: Bool = false
  ) throws(ExperimentError) -> String? {
    guard isDamaged(run) else { return nil }
    let folder = try folder(run.specification.id)
    guard let lock = try RecordLock.take(folder.file("lock"), isOptional: isShard) else {
      return nil
    }
    defer { withExtendedLifetime(lock) {} }
    // Another process may have set it aside, and trained the run again, since.
    guard isDamaged(run) else { return nil }
    let copy = try RecordFolder(path: path).keep(folder.name)
    olderRuns.forget()
    return copy
  }

  private func isDamaged(_ run: PlannedRun) -> Bool {
    guard case .damagedRecord = records(of: [run]).damaged.first?.error else { return false }
    return true
  }

  /// Sets aside every measurement whose content is not that of its checksum, whoever asks for it.
  ///
  /// - Returns: what was wrong, and the kept copies' paths.
  public func setAsideDamagedMeasurements() throws(ExperimentError) -> [(
    error: ExperimentError, copy: String
  )] {
    var found: [(error: ExperimentError, copy: String)] = []
    for name in [RecordFolder.sums] + (try measurements.names()) {
      do {
        if name == RecordFolder.sums {
          _ = try measurements.digests()
        } else if name.hasSuffix(".json") || name.hasSuffix(".csv") {
          _ = try measurements.read(name)
        }
      } catch .damagedRecord(let file, let reason) {
        guard let copy = try setAside(measurementFile: file) else { continue }
        found.append((.damagedRecord(file: file, reason: reason), copy))
      }
    }
    return found
  }

  /// Renames the file of a damaged measurement in the same way; of a damaged list of checksums, keeps
  /// a copy and leaves in the list what can be read.
  ///
  /// - Parameter file: as `ExperimentError.damagedRecord` names it.
  /// - Returns: the kept copy's path; nil where there is no such file among the measurements.
  public func setAside(measurementFile file: String) throws(ExperimentError) -> String? {
    let folder = measurements
    let name = file.split(separator: "/").last.map(String.init) ?? file
    guard folder.file(name) == file, folder.exists(name) else { return nil }
    let lock = try RecordLock.wait(for: folder.file("lock"))
    defer { withExtendedLifetime(lock) {} }
    guard name == RecordFolder.sums else { return try folder.keep(name) }
    let lines = try folder.readableDigests()
    let copy = try folder.keep(name)
    try folder.replaceDigests(lines)
    return copy
  }

  /// Whether no run was ever begun here.
  public func isUnused() throws(ExperimentError) -> Bool {
    let names = try RecordFolder(path: path).names()
    return try runFolders().isEmpty && !names.contains(where: RecordFolder.isKeptCopy)
  }

  /// How many copies of damaged records are kept, of runs and of measurements.
  func keptCopies() throws(ExperimentError) -> Int {
    let names = try RecordFolder(path: path).names() + measurements.names()
    return names.count(where: RecordFolder.isKeptCopy)
  }
}

extension RecordFolder {
  private static let keptSuffix = ".damaged-"

  static func isKeptCopy(_ name: String) -> Bool {
    guard let suffix = name.range(of: keptSuffix) else { return false }
    return Int(name[suffix.upperBound...]) != nil
  }

  /// Renames an entry to the first free name of its kept copies; returns that path.
  fileprivate func keep(_ name: String) throws(ExperimentError) -> String {
    var number = 1
    while exists("\(name)\(Self.keptSuffix)\(number)") { number += 1 }
    let copy = file("\(name)\(Self.keptSuffix)\(number)")
    guard rename(file(name), copy) == 0 else { throw Self.failure(file(name)) }
    let code = SharedFile.synchronise(folder: path)
    guard code == 0 else { throw Self.failure(path, code: code) }
    return copy
  }
}
