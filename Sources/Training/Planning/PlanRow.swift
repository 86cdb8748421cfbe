import Experiments
import Paper

/// The part of a plan that serves one family with one model under one recipe, trained for one length.
/// Rows overlap where a run serves several families.
public struct PlanRow: Sendable {
  /// Nil for runs that serve none: those of somebody's own sweeps.
  public let family: Family?
  public let model: PaperModel
  public let recipe: RecipeName
  public let panel: PlannedRun.Panel
  public let entries: [Plan.Entry]

  private var specifications: [RunSpecification] { entries.map(\.run.specification) }

  /// L.
  public var tokens: ClosedRange<Int> { Self.range(specifications.map(\.model.tokens)) }
  /// The seeds of each arm, arms in the order of their first run.
  public var seedsOfArms: [Int] {
    var counts: [Int] = []
    var places: [RunSpecification: Int] = [:]
    for specification in specifications {
      var arm = specification
      arm.seed = 0
      arm.transfer = []
      if let place = places[arm] {
        counts[place] += 1
      } else {
        places[arm] = counts.count
        counts.append(1)
      }
    }
    return counts
  }
  public var cells: Int { seedsOfArms.count }
  /// Fewest to most.
  public var images: ClosedRange<Int> { Self.range(specifications.map(\.recipe.images)) }
  public var evaluationImages: ClosedRange<Int> {
    Self.range(specifications.map(\.evaluationImages))
  }
  public var seeds: ClosedRange<Int> { Self.range(seedsOfArms) }
  public var flops: Double { entries.map(\.run).flops }
  /// Bytes of the run that takes the most.
  public var memory: Int { entries.map(\.memory).max()! }
  public var seconds: Double { entries.reduce(0) { $0 + $1.seconds } }
  public var finished: Int { entries.count(where: \.state.isFinished) }
  public var missing: Int { entries.count(where: \.state.isMissing) }

  private static func range(_ values: [Int]) -> ClosedRange<Int> {
    values.min()!...values.max()!
  }
}

extension Plan {
  /// By family, model and recipe, in the paper's order; other lengths of training and sweeps come after
  /// each, and runs of no family last.
  public var rows: [PlanRow] {
    (Family.allCases + [Family?.none]).flatMap { family in
      PaperModel.inPaper.flatMap { model in
        RecipeName.allCases.flatMap { recipe in
          PlannedRun.Panel.allCases.compactMap { panel -> PlanRow? in
            let entries = entries.filter {
              (family.map($0.run.families.contains) ?? $0.run.families.isEmpty)
                && $0.run.model == model
                && $0.run.recipe == recipe && $0.run.panel == panel
            }
            guard !entries.isEmpty else { return nil }
            return PlanRow(
              family: family, model: model, recipe: recipe, panel: panel, entries: entries)
          }
        }
      }
    }
  }
}
