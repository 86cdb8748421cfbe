import Foundation

/// What a command needs of the way in which it was called.
enum CallConditions {
  /// - Throws: where an argument is not text, or the working folder was removed: relative paths would
  ///   mean nothing.
  static func check() throws(CommandError) {
    for index in 1..<max(1, Int(CommandLine.argc)) {
      guard let bytes = CommandLine.unsafeArgv[index] else { continue }
      try requireText(bytes, "The argument \(index)")
    }
    for name in ["RECTIFY_STORE", "HOME"] {
      if let bytes = getenv(name) { try requireText(bytes, "The variable \(name)") }
    }
    guard let folder = getcwd(nil, 0) else { throw .noWorkingFolder }
    free(folder)
  }

  private static func requireText(
    _ bytes: UnsafePointer<CChar>, _ what: String
  ) throws(CommandError) {
    if String(validatingCString: bytes) == nil {
      throw .notText(what, shown: String(cString: bytes))
    }
  }
}
