import Experiments

/// The commands that make all this again.
struct RerunSection: Section {
  let preset: Preset
  let commands: ReportCommands
  /// One that can be drawn.
  let figure: FigureName

  static let heading = "How to run it again"
  let title = Self.heading

  var body: [Block] {
    let rows = [
      (commands.command("report"), "everything"),
      (commands.command("plan"), "every run, its state and its price"),
      (commands.command("figure", [figure.rawValue]), "one figure, from stored results"),
      (commands.command("diff"), "ours against published"),
    ].map { (command: "\($0.0)", comment: $0.1) }
    let width = rows.map(\.command.count).max() ?? 0
    let lines = rows.map {
      $0.command + String(repeating: " ", count: width - $0.command.count) + "   # " + $0.comment
    }
    return [
      .paragraph((["```sh"] + settings + lines + ["```"]).joined(separator: "\n")),
      """
      `make install` in a clone of the project puts `rectify` on the path. The commands use the store \
      `runs`; where the results lie elsewhere, first set `RECTIFY_STORE` to that folder, with \
      `export`. A finished run is never repeated: the same command on the same store gives these bytes \
      again. To begin anew, pass an empty folder with `--store`.
      """,
    ]
  }

  /// What a reader fills in.
  private var settings: [String] {
    commands.variables.map { "\($0.name)=   # fill in: \($0.meaning)" }
  }
}
