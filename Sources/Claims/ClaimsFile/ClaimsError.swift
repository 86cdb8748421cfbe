/// What can go wrong with a claims file, or with another file of facts that is read as strictly. Every message is one sentence with the remedy.
public enum ClaimsError: Error, Hashable, Sendable, CustomStringConvertible {
  /// There is no such file, or it may not be read.
  case unopened(file: String, reason: String)
  /// Not YAML at all.
  case unreadable(file: String, problem: String)
  /// `line` is that of the field, or of what should hold it. `entry` is the entry of the file's list,
  /// such as "claim X1"; nil at the top.
  case field(
    file: String, line: Int?, entry: String?, field: String, problem: String, remedy: String)

  public var description: String {
    switch self {
    case .unopened(let file, let reason):
      return "The claims file \(file) cannot be read (\(reason)); pass the path of a YAML file, or "
        + "leave --claims out for the claims that ship with the project."
    case .unreadable(let file, let problem):
      return "The file \(file) is not YAML (\(problem)); compare it with the one that ships "
        + "with the project."
    case .field(let file, let line, let entry, let field, let problem, let remedy):
      let place = [line.map { "line \($0)" }, entry].compactMap(\.self).map { ", \($0)" }.joined()
      return "The file \(file)\(place): field \"\(field)\" \(problem); \(remedy)."
    }
  }
}
