import TextOutput

/// The one way by which the commands print their results.
enum StandardOutput {
  /// A line or several. What a closed pipe does not take is dropped: its reader has read enough, and
  /// the exit code is that of the work.
  ///
  /// - Throws: `CommandError.outputUnwritable` where it could not be written, as on a full disk.
  static func print(_ text: String) throws {
    let outcome = DescriptorWriter.output.write(VisibleText.of(text) + "\n")
    if let reason = outcome.reason { throw CommandError.outputUnwritable(reason: reason) }
  }
}

/// What is said besides the results. Where nobody can hear it, the work goes on.
enum StandardErrors {
  static func print(_ text: String) {
    _ = DescriptorWriter.errors.write(VisibleText.of(text) + "\n")
  }
}
