import Foundation

/// Files of the project that the tests read, such as the shipped claims.
enum ProjectFolder {
  static let url = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().appendingPathComponent("../../..").standardizedFileURL

  /// What the committed example was made with.
  static var examplePreset: URL {
    url.appendingPathComponent("Sources/Experiments/Presets/quick.yaml")
  }

  static var claims: URL { url.appendingPathComponent("Sources/Claims/claims.yaml") }
}
