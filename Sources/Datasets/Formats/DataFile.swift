import Foundation

/// Files as bytes.
enum DataFile {
  static func bytes(of path: String) throws(DatasetError) -> [UInt8] {
    do {
      return try Array(Data(contentsOf: URL(fileURLWithPath: path)))
    } catch {
      throw .unreadable(file: path, reason: error.localizedDescription)
    }
  }
}
