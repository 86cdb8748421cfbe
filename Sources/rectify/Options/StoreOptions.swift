import ArgumentParser
import Experiments
import Foundation

/// Where runs are kept.
struct StoreOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Folder of the run store (default: $RECTIFY_STORE, else runs).", valueName: "path"),
    transform: PathArgument.path)
  var store: String?

  func validate() throws {
    if store == nil, let typed = Self.environment { _ = try PathArgument.path(typed) }
  }

  var runStore: RunStore { RunStore(path: named ?? "runs") }

  /// Whether somebody said where.
  var isNamed: Bool { named != nil }

  /// The store that somebody named, on the command line or in the environment.
  var named: String? {
    // Validated: a path that cannot be read was told when the arguments were.
    store ?? Self.environment.flatMap { try? PathArgument.path($0) }
  }

  private static var environment: String? {
    let typed = ProcessInfo.processInfo.environment["RECTIFY_STORE"] ?? ""
    return typed.isEmpty ? nil : typed
  }
}
