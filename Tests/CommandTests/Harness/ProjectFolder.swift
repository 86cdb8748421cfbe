import Foundation

/// Files of the project that the tests read, such as the shipped claims.
enum ProjectFolder {
  static let url = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().appendingPathComponent("../../..").standardizedFileURL

  /// What the committed example was made with.
  static let examplePreset = "quick"

  static var claims: URL { url.appendingPathComponent("Sources/Claims/claims.yaml") }
}
