import Foundation

/// What `spec.json` holds: a run's specification, in the form of this program or of an older one.
package struct SpecificationRecord {
  static let fileName = "spec.json"
  /// 2: data and transfer sets are known by their digests alone.
  /// 1: the fields alone, with the names of data and transfer sets among them.
  private static let version = 2
  /// Which no field of version 1 has.
  private static let versionKey = Data("\"schemaVersion\"".utf8)

  /// The identity that the fields have as they stand, which is the name of the run's folder.
  package let id: String
  package let specification: RunSpecification

  /// Whether an older program wrote it, so that the folder is named by another identity than the one
  /// that the run has now.
  var isOlder: Bool { id != specification.id }

  private struct File: Codable, VersionedRecord {
    static let newestVersion = SpecificationRecord.version
    var schemaVersion: Int
    var specification: [String: String]
  }

  package static func encoded(_ specification: RunSpecification) -> Data {
    RecordCoding.encode(
      File(schemaVersion: version, specification: specification.canonicalFields))
  }

  /// - Parameter file: what errors call it.
  package init(_ data: Data, file: String) throws(ExperimentError) {
    if data.firstRange(of: Self.versionKey) == nil,
      let fields = try? JSONDecoder().decode([String: String].self, from: data)
    {
      id = RunSpecification.id(fields)
      specification = try Self.specification(Self.withoutNames(fields), file: file)
      return
    }
    let content = try RecordCoding.decode(File.self, from: data, file: file)
    id = RunSpecification.id(content.specification)
    specification = try Self.specification(content.specification, file: file)
  }

  /// Whether bytes hold the fields of this version, and no others: most do, and need not be read into a
  /// specification.
  static func hold(_ data: Data, _ fields: [String: String]) -> Bool {
    let found = RecordScanner.value(of: data) { scanner throws(RecordScanner.Declined) in
      var (found, foundVersion) = ([String: String](), 0)
      try scanner.object { key, scanner throws(RecordScanner.Declined) in
        switch key {
        case "schemaVersion": foundVersion = try scanner.integer()
        case "specification":
          try scanner.object { key, scanner throws(RecordScanner.Declined) in
            found[key] = try scanner.string()
          }
        default: throw RecordScanner.Declined()
        }
      }
      return foundVersion == version ? found : [:]
    }
    return found == fields
  }

  private static func specification(
    _ fields: [String: String], file: String
  ) throws(ExperimentError) -> RunSpecification {
    do {
      return try RunSpecification(canonicalFields: fields)
    } catch {
      throw .damagedRecord(file: file, reason: error.description)
    }
  }

  /// The fields of version 1 as version 2 has them. A transfer set was
  /// "name:digest:classes:test images", and the sets were sorted by name.
  private static func withoutNames(_ fields: [String: String]) -> [String: String] {
    var fields = fields
    fields["data.name"] = nil
    fields["transfer"] = fields["transfer"].map { sets in
      sets.split(separator: ",").map { set in
        set.split(separator: ":", maxSplits: 1).last.map(String.init) ?? ""
      }.sorted().joined(separator: ",")
    }
    return fields
  }
}
