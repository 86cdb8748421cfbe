import Foundation

/// Says which step of a long command is running, and how long it took.
final class StepPrinter {
  private let count: Int
  private let printer: ProgressPrinter
  private var number = 0

  init(count: Int, printer: ProgressPrinter) {
    self.count = count
    self.printer = printer
  }

  /// - Throws: what `body` throws; `CommandError.interrupted` before a step that is not to be begun.
  func run(_ title: String, _ body: () throws -> Void) throws {
    try Interruption.check()
    number += 1
    let start = Date.now
    printer.line("[\(number)/\(count)] \(title)")
    try body()
    printer.line("      done in \(DurationText.of(Date.now.timeIntervalSince(start)))")
  }
}
