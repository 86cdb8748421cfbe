import Foundation

/// Scores and accuracies by NumPy: see `Fixtures/make_few_shot.py`.
struct FewShotFixture: Decodable {
  struct Case: Decodable {
    let name: String
    let classes: Int
    /// [N, D] and [N].
    let shots: [Float]
    let labels: [UInt8]
    /// [tests, D] and [tests].
    let tests: [Float]
    let testLabels: [UInt8]
    /// [tests, C].
    let scores: [Double]
    let accuracy: Double
  }

  /// Of the digits, with raw pixels as the representation.
  struct RawPixels: Decodable {
    let digest: String
    /// Places in the training part, for each draw.
    let shots: [[Int]]
    let accuracies: [Double]
  }

  let cases: [Case]
  let digits: RawPixels

  static func load(beside file: String = #filePath) throws -> FewShotFixture {
    let url = URL(fileURLWithPath: file).deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Fixtures/few_shot.json")
    return try JSONDecoder().decode(FewShotFixture.self, from: Data(contentsOf: url))
  }
}
