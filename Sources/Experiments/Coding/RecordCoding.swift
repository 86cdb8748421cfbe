import Foundation

/// JSON as records have it: one line with sorted keys, which has two thirds of the bytes of an indented one;
/// equal values give equal bytes.
enum RecordCoding {
  static func encode<Value: Encodable>(_ value: Value) -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    do {
      return try encoder.encode(value) + Data("\n".utf8)
    } catch {
      preconditionFailure("a record cannot be written as JSON: \(error)")
    }
  }

  /// A value of a version that this program reads.
  private struct Readable<Value: Decodable>: Decodable {
    enum Key: String, CodingKey { case schemaVersion }

    let value: Value

    init(from decoder: any Decoder) throws {
      if let newest = (Value.self as? any VersionedRecord.Type)?.newestVersion,
        let fields = try? decoder.container(keyedBy: Key.self),
        let found = try? fields.decode(Int.self, forKey: .schemaVersion), found > newest
      {
        throw NewerVersion(found: found, newest: newest)
      }
      value = try Value(from: decoder)
    }
  }

  /// What a store holds of a thousand runs: by `scan` where that does not decline it.
  static func decode<Value: Decodable>(
    from data: Data, file: String,
    scan: (inout RecordScanner) throws(RecordScanner.Declined) -> Value
  ) throws(ExperimentError) -> Value {
    if let value = RecordScanner.value(of: data, scan) { return value }
    return try decode(Value.self, from: data, file: file)
  }

  private struct NewerVersion: Error {
    let found: Int
    let newest: Int
  }

  /// - Throws: `ExperimentError.newerRecord` where `type` is versioned and the record is of a version
  ///   that it does not read yet.
  static func decode<Value: Decodable>(
    _ type: Value.Type, from data: Data, file: String
  ) throws(ExperimentError) -> Value {
    do {
      return try JSONDecoder().decode(Readable<Value>.self, from: data).value
    } catch let version as NewerVersion {
      throw .newerRecord(file: file, version: version.found, newest: version.newest)
    } catch DecodingError.dataCorrupted(let context) where !context.codingPath.isEmpty {
      // A value that nothing here has, such as an unknown model.
      throw .damagedRecord(
        file: file, reason: "its \(path(context.codingPath)): \(context.debugDescription)")
    } catch {
      throw .damagedRecord(file: file, reason: "it does not hold the fields of a \(type)")
    }
  }

  /// Such as `entries[0].model`.
  private static func path(_ keys: [any CodingKey]) -> String {
    keys.reduce("") { path, key in
      if let index = key.intValue { return "\(path)[\(index)]" }
      return path.isEmpty ? key.stringValue : "\(path).\(key.stringValue)"
    }
  }
}
