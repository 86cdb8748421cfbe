/// The paper's figures and the training curve, in the order of their names.
struct FiguresSection: Section {
  let pictures: [ReportPicture]

  let title = "Figures"

  var body: [Block] {
    let shown = FigureName.allCases.filter { !Self.shownElsewhere.contains($0) }
      .compactMap { name in pictures.first { $0.name == name } }
    return shown.isEmpty
      ? ["No run that a figure needs is finished."]
      : shown.flatMap { [.heading($0.figure.title), .figure($0.name)] }
  }

  /// In the sections about what they show.
  private static let shownElsewhere: Set<FigureName> =
    [.claims, .matrix, .length, .initialisation, .timing, .operator]
}
