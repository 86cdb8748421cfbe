import Datasets
import Foundation
import TestPrograms

/// A small synthetic IDX folder in a temporary place, to be damaged by a test; removed on `deinit`.
final class IDXFixture {
  let folder: String

  /// 12 training and 6 test images of 4 x 4 pixels in three classes.
  init() throws {
    folder = NSTemporaryDirectory() + "rectify-idx-\(UUID().uuidString)/tiny"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try write("train-images-idx3-ubyte", Self.images(12))
    try write("train-labels-idx1-ubyte", Self.labels(12))
    try write("t10k-images-idx3-ubyte", Self.images(6))
    try write("t10k-labels-idx1-ubyte", Self.labels(6))
  }

  deinit {
    try? FileManager.default.removeItem(
      at: URL(fileURLWithPath: folder).deletingLastPathComponent())
  }

  static func images(_ count: Int, height: Int = 4, width: Int = 4) -> [UInt8] {
    let header: [UInt8] = [
      0, 0, 8, 3, 0, 0, 0, UInt8(count), 0, 0, 0, UInt8(height), 0, 0, 0, UInt8(width),
    ]
    return header + (0..<count * height * width).map { UInt8(truncatingIfNeeded: $0 * 7) }
  }

  static func labels(_ count: Int, classes: Int = 3) -> [UInt8] {
    [0, 0, 8, 1, 0, 0, 0, UInt8(count)] + (0..<count).map { UInt8($0 % classes) }
  }

  func path(_ name: String) -> String { "\(folder)/\(name)" }

  func write(_ name: String, _ bytes: [UInt8]) throws {
    try Data(bytes).write(to: URL(fileURLWithPath: path(name)))
  }

  func remove(_ name: String) throws { try FileManager.default.removeItem(atPath: path(name)) }

  /// Replaces a plain file by its compressed form and returns that form's bytes.
  @discardableResult
  func compress(_ name: String) throws -> [UInt8] {
    _ = try ToolRun("/bin/gzip", ["-n", path(name)])
    return try Array(Data(contentsOf: URL(fileURLWithPath: path(name + ".gz"))))
  }

  func load() throws -> Dataset { try DatasetSource.folder(folder).load() }
}
