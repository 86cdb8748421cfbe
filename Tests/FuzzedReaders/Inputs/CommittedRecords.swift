import Foundation

/// The records that are committed with the project, from which inputs are made.
enum CommittedRecords {
  static let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../../reports/standard/records").standardizedFileURL.path

  static func bytes(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(fileURLWithPath: "\(path)/\(name)")))
  }

  /// The names in it, or in a folder of it, in their order.
  static func names(in folder: String = "") throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: "\(path)/\(folder)").sorted()
  }

  /// A record with two entries at most in every list, as mutations need them.
  static func short(_ name: String) throws -> [UInt8] {
    let bytes = try bytes(name)
    return JSONTree(bytes).map { Array($0.shortened.text.utf8) } ?? bytes
  }
}

extension JSONTree {
  fileprivate var shortened: JSONTree {
    switch self {
    case .object(let members):
      .object(members.map { Member(key: $0.key, value: $0.value.shortened) })
    case .array(let values): .array(values.prefix(2).map(\.shortened))
    case .string, .word: self
    }
  }

  /// The text under a key of an object, or in an object under it.
  subscript(text key: String) -> String? {
    get {
      guard case .object(let members) = self,
        case .string(let text)? = members.first(where: { $0.key == key })?.value
      else { return nil }
      return text
    }
    set {
      guard case .object(var members) = self,
        let place = members.firstIndex(where: { $0.key == key }), let newValue
      else { return }
      members[place].value = .string(newValue)
      self = .object(members)
    }
  }
}
