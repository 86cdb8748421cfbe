import Experiments
import Timing

extension FigureName {
  /// Whether the preset asks for records that this figure shows and the input lacks, so that a report
  /// would bring them.
  public func isAwaiting(_ input: ReportInput) -> Bool {
    let preset = input.preset
    let timings = input.evidence.timings
    func lacksRuns(of family: Family? = nil) -> Bool {
      input.missing.contains { missing in
        missing.state != .damaged
          && (family.map { missing.run.families.contains($0) } ?? true)
      }
    }
    return switch self {
    case .claims, .matrix, .learning: lacksRuns()
    case .length:
      input.missing.contains { $0.state != .damaged && $0.run.panel == .trainingLength }
    case .sweep:
      input.missing.contains { $0.state != .damaged && $0.run.panel != .claims }
    case .scaling:
      lacksRuns(of: .scaling) || preset.stepTimeSeconds != nil && input.stepTimes == nil
    case .scalingFLOPs: lacksRuns(of: .scaling)
    case .alpha: lacksRuns(of: .alpha)
    case .qknorm: lacksRuns(of: .qknorm)
    case .gating: lacksRuns(of: .gating)
    case .initialisation:
      preset.initialisation != nil && input.evidence.initialisation == nil
    case .timing:
      preset.timings.contains { $0.name != .attention } && timings.allSatisfy(\.id.isOperator)
    case .operator:
      preset.timings.contains { $0.name == .attention } && !timings.contains(where: \.id.isOperator)
    }
  }
}
