import TextOutput

/// The options of a call that a further command needs too, to speak of the same runs.
struct OptionsInForce {
  enum Verb: String { case report, figure, diff, plan, run, time, verify, export }

  private let preset: String?
  let stores: [String]
  private let data: [String]
  private let claims: String?

  init(
    preset: String?, store: StoreOptions, data: DataOptions? = nil,
    transfer: TransferOptions? = nil, claims: ClaimsOptions? = nil
  ) {
    self.preset = preset
    stores = store.named
    self.data =
      (data?.data.map { ["--data", $0] } ?? []) + (data?.size.map { ["--size", "\($0)"] } ?? [])
      + (transfer?.transfer ?? []).flatMap { ["--transfer", "\($0.name)=\($0.path)"] }
    self.claims = claims?.claims
  }

  init(_ preset: PresetOptions, _ store: StoreOptions, claims: ClaimsOptions? = nil) {
    self.init(
      preset: preset.preset, store: store, data: preset.dataOptions,
      transfer: preset.transferOptions, claims: claims)
  }

  /// - Parameters:
  ///   - arguments: of the verb's own.
  ///   - preset: in place of the one in force.
  ///   - store: in place of those in force.
  func command(
    _ verb: Verb, _ arguments: [String] = [], preset other: String? = nil,
    store otherStore: String? = nil
  ) -> PrintedCommand {
    var words = [Self.program, verb.rawValue] + arguments
    if let preset = other ?? preset { words += ["--preset", preset] }
    words += (otherStore.map { [$0] } ?? stores).flatMap { ["--store", $0] }
    words += data
    if let claims, verb != .export && verb != .time { words += ["--claims", claims] }
    return PrintedCommand(words.map(PrintedCommand.Word.text))
  }

  /// The program as it was called, which a shell in the same folder finds again.
  static var program: String { CommandLine.arguments.first ?? "rectify" }
}
