import Foundation

/// JSON as records have it: sorted keys, two spaces, a line feed at the end; equal values give
/// equal bytes.
enum RecordCoding {
  static func encode<Value: Encodable>(_ value: Value) -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    do {
      return try encoder.encode(value) + Data("\n".utf8)
    } catch {
      preconditionFailure("a record cannot be written as JSON: \(error)")
    }
  }

  private struct Version: Decodable { let schemaVersion: Int }

  /// - Throws: `ExperimentError.newerRecord` where `type` is versioned and the record is of a version
  ///   that it does not read yet.
  static func decode<Value: Decodable>(
    _ type: Value.Type, from data: Data, file: String
  ) throws(ExperimentError) -> Value {
    if let newest = (type as? any VersionedRecord.Type)?.newestVersion,
      let found = try? JSONDecoder().decode(Version.self, from: data).schemaVersion, found > newest
    {
      throw .newerRecord(file: file, version: found, newest: newest)
    }
    do {
      return try JSONDecoder().decode(type, from: data)
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
