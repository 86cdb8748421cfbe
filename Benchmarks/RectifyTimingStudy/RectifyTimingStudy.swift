import ArgumentParser
import Foundation
import Timing

@main
struct RectifyTimingStudy: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rectify-timing-study",
    abstract: "How often the timing laboratory errs.",
    discussion: """
      Records steps of A against copies of A on an idle machine, and simulates from them how many \
      measurements would have reported a difference where there is none, and how many would have \
      detected an injected slow-down.

      EXAMPLES:
        rectify-timing-study record 1800 --csv recorded      half an hour of steps
        rectify-timing-study simulate recorded/steps.csv     5,000 measurements cut from them
      """,
    subcommands: [RecordCommand.self, SimulateCommand.self, WorkerCommand.self])

  static func main() {
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch let error as StudyError {
      fail("\(error)")
    } catch let error as TimingError {
      fail("\(error)")
    } catch {
      guard exitCode(for: error) == .success else { fail(fullMessage(for: error)) }
      print(fullMessage(for: error))
    }
  }

  private static func fail(_ message: String) -> Never {
    FileHandle.standardError.write(Data((message + "\n").utf8))
    Foundation.exit(2)
  }
}

/// One of the processes that take the steps.
struct WorkerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "worker", shouldDisplay: false)

  func run() throws { try Worker.serve() }
}
