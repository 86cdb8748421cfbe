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

  func run(_ title: String, _ body: () throws -> Void) rethrows {
    number += 1
    let start = Date.now
    printer.line("[\(number)/\(count)] \(title)")
    try body()
    printer.line("      done in \(DurationText.of(Date.now.timeIntervalSince(start)))")
  }
}
