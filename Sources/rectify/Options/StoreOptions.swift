import ArgumentParser
import Experiments
import Foundation

/// Where runs are kept.
struct StoreOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Folder of the run store (default: $RECTIFY_STORE, else runs).", valueName: "path"))
  var store: String?

  var runStore: RunStore { RunStore(path: named ?? "runs") }

  /// Whether somebody said where.
  var isNamed: Bool { named != nil }

  private var named: String? {
    let environment = ProcessInfo.processInfo.environment["RECTIFY_STORE"] ?? ""
    return store ?? (environment.isEmpty ? nil : environment)
  }
}
