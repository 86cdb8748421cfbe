/// What can go wrong with a claims file. Every message is one sentence with the remedy.
public enum ClaimsError: Error, Hashable, Sendable, CustomStringConvertible {
  /// There is no such file, or it may not be read.
  case unopened(file: String, reason: String)
  /// Not YAML at all.
  case unreadable(file: String, problem: String)
  /// `claim` is the id, or the place in the list where the id itself is missing; nil at the top.
  case field(file: String, claim: String?, field: String, problem: String, remedy: String)

  public var description: String {
    switch self {
    case .unopened(let file, let reason):
      return "The claims file \(file) cannot be read (\(reason)); pass the path of a YAML file, or "
        + "leave --claims out for the claims that ship with the project."
    case .unreadable(let file, let problem):
      return "The claims file \(file) is not YAML (\(problem)); compare it with the one that ships "
        + "with the project."
    case .field(let file, let claim, let field, let problem, let remedy):
      let place = claim.map { ", claim \($0)" } ?? ""
      return "The claims file \(file)\(place): field \"\(field)\" \(problem); \(remedy)."
    }
  }
}
