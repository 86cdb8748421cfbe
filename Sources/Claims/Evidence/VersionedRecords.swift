import Experiments
import Timing

// Which versions of the stored measurements this program reads.

extension TimingRecord: VersionedRecord {
  public static var newestVersion: Int { 3 }
}

extension SequenceParallelism: VersionedRecord {
  public static var newestVersion: Int { 1 }
}

extension ErrorRates: VersionedRecord {
  public static var newestVersion: Int { 2 }
}

extension MarginsInForce: VersionedRecord {
  public static var newestVersion: Int { schemaVersion }
}

extension DeclaredCells: VersionedRecord {
  public static var newestVersion: Int { 1 }
}
