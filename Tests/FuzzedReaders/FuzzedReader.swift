import Foundation

/// A reader of bytes that somebody else may have written, with what it takes to try it with a great
/// many of them.
package struct FuzzedReader: Sendable {
  package let name: String
  /// Folders and files of the reader itself, below `Sources`: the lines that inputs should reach.
  package let sources: [String]
  /// Inputs that it takes as they are.
  package let seeds: @Sendable () throws -> [[UInt8]]
  /// Reads one input. An error is as good as a value; what counts is that it comes to an end.
  package let read: @Sendable ([UInt8]) -> Void
  /// An input much like the given one. Most of it stays well formed, checksums with it: bytes changed
  /// at random rarely get beyond the first bracket.
  package let mutate: @Sendable ([UInt8], inout Mutation) throws -> [UInt8]

  package static let all: [FuzzedReader] = [
    .idx, .gzip, .cifar, .checkpoint, .records, .measurements, .preset, .claims, .png, .figure,
    .gitIndex,
  ]
}

extension FuzzedReader {
  /// The inputs that are kept with the project.
  package func kept() throws -> [[UInt8]] {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Corpora/\(name)")
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder.path) else {
      return []
    }
    return try names.sorted().map {
      [UInt8](try Data(contentsOf: folder.appendingPathComponent($0)))
    }
  }
}
