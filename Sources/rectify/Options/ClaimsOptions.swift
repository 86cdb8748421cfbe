import ArgumentParser
import Claims

/// What results are held against.
struct ClaimsOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A claims file of your own, in place of the one that ships with the project.",
      discussion: """
        Such as a copy of Sources/Claims/claims.yaml with values read off the paper's figures, and \
        their error.
        """,
      valueName: "file"), transform: PathArgument.path)
  var claims: String?

  func load() throws -> ClaimsFile {
    if let claims { try ClaimsFile(path: claims) } else { try ClaimsFile.shipped() }
  }

  /// Of the user's own file, as it was loaded, for the provenance of what is drawn with it; nil
  /// without one.
  func digest(of loaded: ClaimsFile) -> String? {
    claims == nil ? nil : "sha256:" + loaded.digest
  }
}
