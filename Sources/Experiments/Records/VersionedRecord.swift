/// A record with the field `schemaVersion`, so that one which a newer program wrote can be told from a
/// damaged one.
public protocol VersionedRecord: Decodable {
  /// The newest version that this program reads; it reads all before it too.
  static var newestVersion: Int { get }
}

extension RunResult: VersionedRecord {
  public static var newestVersion: Int { 1 }
}

extension RunCost: VersionedRecord {
  public static var newestVersion: Int { 2 }
}

extension LinearClassifierResult: VersionedRecord {
  public static var newestVersion: Int { 1 }
}

extension InitialisationResult: VersionedRecord {
  public static var newestVersion: Int { 1 }
}

extension ModelStepTimes: VersionedRecord {
  public static var newestVersion: Int { 2 }
}
