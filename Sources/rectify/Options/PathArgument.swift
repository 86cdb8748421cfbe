import ArgumentParser
import Experiments
import Files

/// Paths among a command's arguments: every option and argument that names a file is read by these.
enum PathArgument {
  static func path(_ text: String) throws -> String {
    do { return try TypedPath.resolve(text) } catch {
      throw ValidationError("The path '\(NameRule.shown(text))' \(error).")
    }
  }

  /// A preset: a name stays as it is.
  static func preset(_ text: String) throws -> String {
    text.isEmpty || Preset.isPath(text) ? try path(text) : text
  }

  /// A program: one without a slash is looked for among the system's programs.
  static func program(_ text: String) throws -> String {
    text.isEmpty || text.contains("/") || text.hasPrefix("~") ? try path(text) : text
  }
}
