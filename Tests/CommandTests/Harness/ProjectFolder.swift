import Foundation

/// Files of the project that the tests read, such as the shipped claims.
enum ProjectFolder {
  static let url = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().appendingPathComponent("../../..").standardizedFileURL

  /// What the committed records were made with.
  static let committedPreset = "standard"

  static var claims: URL { url.appendingPathComponent("Sources/Claims/claims.yaml") }
}
