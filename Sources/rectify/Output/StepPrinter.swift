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

  /// - Parameter isOfReport: whether a first Ctrl-C leaves the step to be done.
  /// - Throws: what `body` throws; `CommandError.interrupted` before a step that is not to be begun.
  func run(_ title: String, isOfReport: Bool = false, _ body: () throws -> Void) throws {
    try isOfReport ? Interruption.checkWhileReporting() : Interruption.check()
    number += 1
    let start = Date.now
    printer.line("[\(number)/\(count)] \(title)")
    try body()
    printer.line("      done in \(DurationText.of(Date.now.timeIntervalSince(start)))")
  }

  /// A step that is not done, and why.
  func leaveOut(_ title: String) {
    number += 1
    printer.line("[\(number)/\(count)] \(title)")
  }

  /// Leaves out all steps before the one of this number.
  func goOn(at next: Int) { number = next - 1 }
}
