import Foundation

/// The program whose processes the laboratory starts, as it was built beside the tests.
enum ProgramUnderTest {
  static let path: String = {
    let tests = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    let candidates = [tests, CommandLine.arguments[0]].map {
      URL(fileURLWithPath: $0).deletingLastPathComponent().appendingPathComponent("rectify").path
    }
    return candidates.first(where: FileManager.default.isExecutableFile(atPath:)) ?? candidates[0]
  }()

  /// A new folder for locks and stores, so that the tests neither wait for another timing on this
  /// host nor stop one.
  static func folder() throws -> String {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("rectify-timing-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    return folder
  }
}
