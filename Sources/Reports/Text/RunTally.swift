import Claims
import Experiments
import Figures
import Paper

/// Runs counted by what they show: by model and recipe, and in these by arm, in the order of the plan.
public struct RunTally: Sendable {
  public struct Arm: Sendable {
    /// Such as "relu at alpha 1, gated".
    public let label: String
    public fileprivate(set) var runs: Int
    public fileprivate(set) var flops: Double
  }

  public struct Panel: Sendable {
    /// Such as "S/32", "S/32 (i1k)" or, at another length of training, "S/32, 300,000 images".
    public let name: String
    public fileprivate(set) var arms: [Arm]
  }

  public private(set) var panels: [Panel] = []

  public init(_ runs: [PlannedRun]) {
    for run in runs {
      let panel = panels.firstIndex { $0.name == run.panelWords } ?? panels.count
      if panel == panels.count { panels.append(Panel(name: run.panelWords, arms: [])) }
      let label = Claims.Arm(run.specification.model).label
      let arm =
        panels[panel].arms.firstIndex { $0.label == label } ?? panels[panel].arms.count
      if arm == panels[panel].arms.count {
        panels[panel].arms.append(Arm(label: label, runs: 0, flops: 0))
      }
      panels[panel].arms[arm].runs += 1
      panels[panel].arms[arm].flops += run.specification.flops
    }
  }
}
