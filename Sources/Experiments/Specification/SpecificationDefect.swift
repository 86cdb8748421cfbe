/// What keeps a record's fields from being a specification.
public enum SpecificationDefect: Error, Hashable {
  case unknownField(String)
  case missingField(String)
  case unreadableField(String, String)
}

extension SpecificationDefect: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unknownField(let key): "its field \(key) is unknown"
    case .missingField(let key): "it lacks the field \(key)"
    case .unreadableField(let key, let text): "its field \(key) cannot be \"\(text)\""
    }
  }
}
