import Claims
import Experiments
import Figures

/// What the runs took.
struct CostSection: Section {
  let finished: [FinishedRun]

  let title = "Cost"

  var body: [Block] {
    let costs = finished.compactMap(\.cost)
    guard !costs.isEmpty else { return ["Nothing was trained."] }
    let seconds = costs.reduce(0) { $0 + $1.coreSeconds }
    let flops = finished.reduce(0) { $0 + $1.planned.specification.flops }
    return [
      """
      \(counted(finished.count, "run")), \(Self.sum(Self.words(flops: flops))) by the count of 6 x the \
      forward multiply-adds for a training image and 2 x for a test image: \
      \(Self.sum("\(NumberText.fixed(seconds / 3600, places: 2)) core hours")) (\(Self.unit(costs))).
      """
    ]
  }

  /// A sum over all rows.
  private static func sum(_ words: String) -> String {
    "[\(words)](\(ResultData.folder)/runs.csv)"
  }

  /// What core hours are made of.
  private static func unit(_ costs: [RunCost]) -> String {
    let older = costs.count { $0.processorSeconds == nil }
    return switch older {
    case 0: "processor time"
    case costs.count: "wall-clock seconds times threads"
    default:
      "processor time; of \(counted(older, "run")) without it, wall-clock seconds times threads"
    }
  }

  /// Such as "19.0 TFLOP".
  private static func words(flops: Double) -> String {
    flops < 1e12
      ? "\(NumberText.fixed(flops / 1e9, places: 1)) GFLOP"
      : "\(NumberText.grouped(flops / 1e12, places: 1)) TFLOP"
  }
}
