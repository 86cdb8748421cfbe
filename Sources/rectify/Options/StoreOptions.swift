import ArgumentParser
import Experiments
import Foundation

/// Where runs are kept.
struct StoreOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Folder of the run store (default: $RECTIFY_STORE, else runs); may be given again.",
      discussion: """
        Several stores, such as those of several machines, are read as one, and what is trained, timed \
        or computed goes to the first. A run that several hold counts once; where they hold different \
        results of it, it is damaged (exit code 6). A timing is the first store's that has it.
        """,
      valueName: "path"),
    transform: PathArgument.path)
  var store: [String] = []

  func validate() throws {
    if store.isEmpty, let typed = Self.environment { _ = try PathArgument.path(typed) }
    // The first may yet be made; a mistyped one would leave out runs in silence.
    for path in store.dropFirst() where !FileManager.default.fileExists(atPath: path) {
      throw ValidationError(
        "There is no store \(NameRule.shown(path)); pass --store the folders of stores that exist.")
    }
  }

  /// Those that are read.
  var stores: RunStores {
    var kept: [RunStore] = []
    var folders: Set<String> = []
    for path in named.isEmpty ? ["runs"] : named {
      // One that is named twice, perhaps through a link, is one.
      let folder = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
      if folders.insert(folder).inserted { kept.append(RunStore(path: path)) }
    }
    return RunStores(kept[0], and: Array(kept.dropFirst()))
  }

  /// That which is written.
  var runStore: RunStore { stores.first }

  /// Whether somebody said where.
  var isNamed: Bool { !named.isEmpty }

  /// The stores that somebody named, on the command line or in the environment.
  var named: [String] {
    if !store.isEmpty { return store }
    // Validated: a path that cannot be read was told when the arguments were.
    return [Self.environment.flatMap { try? PathArgument.path($0) }].compactMap(\.self)
  }

  /// For a verb that has no use for several.
  func requireOne(_ reason: String) throws {
    if store.count > 1 { throw ValidationError("\(reason); pass --store once.") }
  }

  private static var environment: String? {
    let typed = ProcessInfo.processInfo.environment["RECTIFY_STORE"] ?? ""
    return typed.isEmpty ? nil : typed
  }
}
