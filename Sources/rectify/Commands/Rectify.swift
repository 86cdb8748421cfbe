import ArgumentParser
import Foundation
import SystemResources

@main
struct Rectify: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rectify",
    abstract: "Re-test \"Replacing softmax with ReLU in Vision Transformers\" on this machine.",
    discussion: """
      Rectify trains scaled versions of the paper's models (arXiv:2309.08586) on real images and \
      keeps every result in a store, from which reports and figures are made.

      EXAMPLES:
        rectify report               everything: train what is missing, time, draw, write the report
        rectify report --budget 5m   the same as far as five minutes go; the next call goes on
        rectify figure alpha         one figure, redrawn from stored results
        rectify diff                 ours against published, claim by claim
        rectify plan                 what the default preset would run, and what it costs
        rectify run                  train what is missing of it, and no more
        rectify time gating          what the gate costs in a training step, with its control
        rectify verify --replay 3    check every record, and train three runs again to the bit
        rectify verify figures/quick check figures against the records that they were drawn from
        rectify export RUN --weights FILE   a run's weights, for other programs
        rectify report --preset smoke   the smallest preset, in under a minute

      Exit codes: 0 done, 2 usage or configuration (a missing font too, or results that cannot be \
      printed), 3 incomplete, 4 a claim is contradicted and 5 one is inconclusive where --fail-on \
      asked, 6 a record is damaged or a newer program's (whatever does not need it is done first), a \
      replay gives other bits or a figure is not what its records give, 7 a timing is invalid or \
      refused on a part of a cluster's node, 8 data missing or damaged, 75 stopped early and \
      resumable, 130 interrupted with the state saved.

      Ctrl-C (130) and the signals TERM, HUP and USR1 (75) save the state; one that was ignored at \
      the start stays so. After Ctrl-C `report` still writes the report of what is there.
      """,
    subcommands: [
      ReportCommand.self, FigureCommand.self, DiffCommand.self, PlanCommand.self, RunCommand.self,
      TimeCommand.self, VerifyCommand.self, ExportCommand.self,
    ])

  @Flag(help: "Print the version, the revision of the numerics and that of the source.")
  var version = false

  func run() throws {
    guard version else { throw CleanExit.helpRequest(self) }
    try StandardOutput.print(ProgramVersion.text)
  }

  /// Parses and runs; every exit goes through `ExitStatus`, but for want of memory.
  static func main() {
    StandardStreams.occupyMissing()
    Interruption.handleSignals()
    do {
      var command = try parseAsRoot()
      try CallConditions.check()
      do { try command.run() } catch {
        throw (command as? any DamageRemedy)?.namingRemedy(of: error) ?? error
      }
    } catch {
      exit(saying: error)
    }
  }

  private static func exit(saying error: any Error) -> Never {
    // Help and the version are no errors; everything else of the parser's is usage.
    let status = ExitStatus(of: error) ?? (exitCode(for: error) == .success ? .done : .usage)
    let message = fullMessage(for: error)
    if !message.isEmpty {
      if status == .done {
        do { try StandardOutput.print(message) } catch { exit(saying: error) }
      } else {
        StandardErrors.print(message)
      }
    }
    Foundation.exit(status.rawValue)
  }
}
