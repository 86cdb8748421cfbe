import Datasets
import Experiments
import Foundation
import Networks
import Paper
import Statistics

/// What was left out to fit a small machine: fewer models, cells, seeds, exponents and images than
/// the paper shows.
extension DeviationLedger {
  /// The runs of one model under one recipe.
  private struct Group {
    let model: PaperModel
    let label: String
    let runs: [PlannedRun]
  }

  static func reducedCoverageRows(_ planned: [PlannedRun]) -> [Row] {
    let groups = groups(planned)
    func row(
      _ what: String, paper: String, caps: [Scope: Ceiling] = [:], _ ours: (Group) -> String
    ) -> Row {
      Row(what: what, paper: paper, ours: perGroup(groups, ours), caps: caps)
    }
    return [
      Row(
        what: "models", paper: PaperModel.inPaper.map(\.description).joined(separator: ", "),
        ours: distinct(groups.map(\.model.description)).joined(separator: ", "), caps: [:]),
      row(
        "arms that decide (confirmatory)", paper: "every point is drawn, none with its error",
        confirmatoryCells),
      row("seeds of an arm", paper: PaperConfiguration.seeds, seeds),
      row("functions h", paper: "7 in Figure 2, relu and squaredReLU in Figures 3 and 4") {
        "\(functions($0).count)"
      },
      row("exponents of relu", paper: "0 to 2, points not listed") {
        exponents($0) { $0 == .relu }
      },
      row("exponents of other functions", paper: "0 to 2, points not listed") {
        exponents($0) { $0 != .relu }
      },
      row(
        "test images, with the largest binomial error",
        paper: "\(PaperConfiguration.testImages) (count recalled)", testImages),
    ] + [trainingLengths(groups), widths(groups), gates(planned)].compactMap(\.self)
      + [transferSets(planned)]
  }

  // MARK: - Rows of their own

  /// Models that were shown fewer images than others: a curve over models then mixes size and
  /// length of training. Nil where all agree.
  private static func trainingLengths(_ groups: [Group]) -> Row? {
    let lengths = Set(groups.flatMap(\.runs).map(\.specification.recipe.images))
    guard lengths.count > 1 else { return nil }
    return Row(
      what: "length of training, model against model", paper: "one for all models of a recipe",
      ours: perGroup(groups) { group in
        Set(group.runs.map(\.specification.recipe.images)).sorted()
          .map { "\($0) images" }.joined(separator: ", ")
      }, caps: shape)
  }

  /// The widths of S, B and L against each other; nil with models of one width.
  private static func widths(_ groups: [Group]) -> Row? {
    let models = distinct(groups.map(\.model)).compactMap(ScaledModel.init)
    func ratios(_ width: (ScaledModel) -> Int) -> String {
      guard let smallest = models.map(width).min() else { return "" }
      let values = models.map { Double(width($0)) / Double(smallest) }.sorted()
      return distinct(values.map { "\(($0 * 100).rounded() / 100)" }).joined(separator: " : ")
    }
    let (paper, ours) = (ratios(\.paper.width), ratios(\.ours.width))
    guard Set(models.map(\.ours.width)).count > 1 else { return nil }
    return Row(
      what: "widths, model against model", paper: paper, ours: ours,
      caps: paper == ours ? [:] : shape)
  }

  private static func gates(_ planned: [PlannedRun]) -> Row? {
    let gates = Set(planned.map(\.specification.model.gate)).filter { $0 != .none }
    guard !gates.isEmpty else { return nil }
    return Row(
      what: "activation of the gate", paper: "not said",
      ours: gates.map { $0 == .linear ? "none (linear)" : $0.rawValue }.sorted()
        .joined(separator: ", "), caps: [:])
  }

  /// One or two small sets stand against eight: no more than a sign.
  private static func transferSets(_ planned: [PlannedRun]) -> Row {
    // A name that somebody typed is no evidence of what a set holds.
    let sets = Set(planned.flatMap(\.specification.transfer))
    let names = sets.map { DatasetLabel.text(digest: $0.digest) }.sorted()
    let paper = PaperConfiguration.transferSets
    return Row(
      what: "transfer sets", paper: "\(paper.count): \(paper.joined(separator: ", "))",
      ours: names.isEmpty ? "none" : "\(names.count): \(names.joined(separator: ", "))",
      caps: Set(paper).isSubset(of: names) ? [:] : [.transfer: .sign])
  }

  // MARK: - Values

  private static func confirmatoryCells(_ group: Group) -> String {
    let cells = Dictionary(grouping: group.runs) { Arm($0.specification.model) }
    return "\(cells.values.count { $0.allSatisfy(\.confirmatory) }) of \(cells.count)"
  }

  private static func seeds(_ group: Group) -> String {
    let counts = Dictionary(grouping: group.runs) { Arm($0.specification.model) }
      .values.map { Set($0.map(\.specification.seed)).count }
    guard let fewest = counts.min(), let most = counts.max() else { return "none" }
    return fewest == most ? "\(fewest)" : "\(fewest) to \(most)"
  }

  private static func functions(_ group: Group) -> Set<Pointwise> {
    Set(
      group.runs.compactMap { run in
        if case .pointwise(let h, _) = run.specification.model.attention { h } else { nil }
      })
  }

  private static func exponents(_ group: Group, of isMeant: (Pointwise) -> Bool) -> String {
    let alphas = group.runs.compactMap { run -> LengthExponent? in
      guard case .pointwise(let h, let alpha) = run.specification.model.attention, isMeant(h)
      else { return nil }
      return alpha
    }
    return alphas.isEmpty ? "none" : Set(alphas).sorted().map(\.words).joined(separator: ", ")
  }

  /// The binomial error is largest for an accuracy of one half.
  private static func testImages(_ group: Group) -> String {
    let counts = Set(group.runs.map(\.specification.evaluationImages)).sorted()
    return counts.map { count in
      let error = FiniteTestSet.standardError(accuracy: 0.5, images: count)
      let all = group.runs.first?.specification.data.testImages ?? count
      let part = count < all ? "the first \(count) of \(all)" : "\(count)"
      return "\(part), \((error * 10_000).rounded() / 100) points"
    }.joined(separator: ", ")
  }

  // MARK: - Grouping

  /// In the paper's order of models, each recipe by itself.
  private static func groups(_ planned: [PlannedRun]) -> [Group] {
    let recipes = Set(planned.map(\.recipe)).sorted()
    return PaperModel.allCases.flatMap { model in
      recipes.compactMap { recipe in
        let runs = planned.filter { $0.model == model && $0.recipe == recipe }
        guard !runs.isEmpty else { return nil }
        return Group(
          model: model, label: recipes.count > 1 ? "\(model) \(recipe)" : "\(model)", runs: runs)
      }
    }
  }

  /// One value where all groups agree; otherwise each with the groups that have it.
  private static func perGroup(_ groups: [Group], _ value: (Group) -> String) -> String {
    let values = groups.map { (group: $0, value: value($0)) }
    let different = distinct(values.map(\.value))
    guard different.count > 1 else { return different.first ?? "" }
    return different.map { each in
      "\(each) (\(values.filter { $0.value == each }.map(\.group.label).joined(separator: ", ")))"
    }.joined(separator: "; ")
  }
}
