/// What keeps a record's fields from being a specification.
public enum SpecificationDefect: Error, Hashable {
  case unknownField(String)
  case missingField(String)
  case unreadableField(String, String)
  /// Fields that are read and cannot be what a run was: why, as the end of a sentence.
  case impossible(String)
}

extension SpecificationDefect: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unknownField(let key): "its field \(key) is unknown"
    case .missingField(let key): "it lacks the field \(key)"
    case .unreadableField(let key, let text): "its field \(key) cannot be \"\(text)\""
    case .impossible(let reason): "its fields are of no run: \(reason)"
    }
  }
}
