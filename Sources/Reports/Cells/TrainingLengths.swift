import Claims
import Experiments
import Figures
import Networks
import Paper
import Statistics

/// Runs of several lengths of training, one model and recipe after another: those at the length that
/// claims are decided at, and the others beside them, pooled with nothing.
struct TrainingLengths {
  struct Group {
    let model: PaperModel
    let recipe: RecipeName
    /// Those that have a result, in the order of `arms`, then by length.
    let cells: [Cell]
    /// The length at which claims are decided.
    let deciding: Int?

    /// In images shown, ascending.
    var lengths: [Int] { Set(cells.map(\.images)).sorted() }
    var arms: [Arm] { distinct(cells.map(\.key.arm)) }

    func cell(_ arm: Arm, _ images: Int) -> Cell? {
      cells.first { $0.key.arm == arm && $0.images == images }
    }

    /// In points of accuracy, by ascending seed; empty where an arm is missing.
    func differences(_ pair: Pair, _ images: Int) -> [Double] {
      guard let arm = cell(pair.arm, images), let against = cell(pair.against, images) else {
        return []
      }
      return arm.accuracies.sorted { $0.key < $1.key }.compactMap { seed, value in
        against.accuracies[seed].map { (value - $0) * 100 }
      }
    }

    /// The shortest and the longest training that have a difference; nil where they are one.
    func ends(of pair: Pair) -> (first: Int, last: Int)? {
      let lengths = lengths.filter { !differences(pair, $0).isEmpty }
      guard let first = lengths.first, let last = lengths.last, first < last else { return nil }
      return (first, last)
    }
  }

  struct Pair: Hashable {
    let name: String
    let arm: Arm
    let against: Arm
  }

  private static func relu(_ alpha: Double) -> Arm {
    Arm(.pointwise(.relu, alpha: LengthExponent(alpha)))
  }

  /// What may depend on the length of training.
  static let pairs = [
    Pair(name: "attention effect (softmax − uniform)", arm: Arm(.softmax), against: Arm(.uniform)),
    Pair(name: "ReLU, α = 1 − α = 0", arm: relu(1), against: relu(0)),
    Pair(name: "ReLU / L − softmax", arm: relu(1), against: Arm(.softmax)),
  ]
  private static let order = [Arm(.softmax), relu(1), relu(0), Arm(.uniform), Arm(.none)]

  /// Those that have runs of more than one length.
  let groups: [Group]

  init(_ input: ReportInput) {
    let others = input.evidence.otherLengths.filter {
      $0.defect == nil && !$0.results.isEmpty && input.selection.shows(model: $0.key.model)
        && input.selection.shows(attention: $0.key.arm.attention.name)
    }
    let places = PaperModel.allCases.flatMap { model in
      RecipeName.allCases.map { (model, $0) }
    }
    groups = places.compactMap { model, recipe in
      let own = others.filter { $0.key.model == model && $0.key.recipe == recipe }
      guard !own.isEmpty else { return nil }
      let arms = Set(own.map(\.key.arm))
      let deciding = arms.compactMap { input.drawnCell(model: model, recipe: recipe, arm: $0) }
      let cells = (deciding + own).sorted {
        (Self.place($0.key.arm), $0.key, $0.images) < (Self.place($1.key.arm), $1.key, $1.images)
      }
      return Group(
        model: model, recipe: recipe, cells: cells,
        deciding: Set(deciding.map(\.images)).count == 1 ? deciding[0].images : nil)
    }
  }

  private static func place(_ arm: Arm) -> Int { order.firstIndex(of: arm) ?? order.count }

  /// The first difference that is there at two lengths, at the shortest and at the longest.
  private var change: (group: Group, pair: Pair, ends: [Int])? {
    groups.lazy.compactMap { group in
      Self.pairs.lazy.compactMap { pair -> (Group, Pair, [Int])? in
        group.ends(of: pair).map { (group, pair, [$0.first, $0.last]) }
      }.first
    }.first
  }

  /// Such as "At S/32: attention effect (softmax − uniform) goes from +3.5 points at 60,000 images to −0.6 at
  /// 300,000."; nil where no difference is there at two lengths.
  var finding: String? {
    change.map { group, pair, ends in
      let words = ends.map { Self.points(group, pair, $0) }
      return "At \(group.model): \(pair.name) goes from \(words[0]) points at "
        + "\(NumberText.grouped(ends[0])) images to \(words[1]) at \(NumberText.grouped(ends[1]))."
    }
  }

  /// Where its numbers stand.
  var findingSources: [Figure.Source] {
    change.map { group, pair, ends in
      ends.map {
        Figure.Source(
          Self.points(group, pair, $0),
          .difference(pair.name, group.model, group.recipe, images: $0))
      }
    } ?? []
  }

  private static func points(_ group: Group, _ pair: Pair, _ images: Int) -> String {
    NumberText.drawnSigned(Estimate.mean(group.differences(pair, images)), places: 1)
  }
}
