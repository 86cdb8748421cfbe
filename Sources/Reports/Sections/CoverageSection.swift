import Claims
import Experiments
import Networks
import Paper

/// The paper's figures panel by panel, and how much of each the preset trains.
struct CoverageSection: Section {
  let preset: Preset

  var title: String { "What the preset `\(preset.name)` leaves out" }

  var body: [Block] {
    [
      """
      \(leftOut) The number after an h counts its exponents; arms that decide nothing are drawn as \
      open markers.
      """,
      .folded(
        summary: "The paper's figures, panel by panel",
        [
          .table(
            Table(
              [
                .text("figure"), .text("panel"), .text("the paper draws"), .text("trained here"),
                .text("arms that decide"),
              ],
              rows: merged(scaling) + merged(sweeps) + merged(withoutNorm) + merged(withGate)))
        ]),
    ]
  }

  /// How much of the paper's figures is left out.
  private var leftOut: String {
    let rows = scaling + sweeps + withoutNorm + withGate
    let absent = rows.count { $0[3].words == "nothing" }
    return absent == 0
      ? "Every panel of the paper's figures has runs."
      : "Of the \(rows.count) panels of the paper's figures \(absent) \(absent == 1 ? "has" : "have") no "
        + "runs in this preset."
  }

  /// Panels of which the same is to be said share a row.
  private func merged(_ rows: [[Table.Cell]]) -> [[Table.Cell]] {
    distinct(rows.map { [$0[0]] + $0[2...] }).map { rest in
      let panels = rows.filter { [$0[0]] + $0[2...] == rest }.map { $0[1].words }
      return [rest[0], .text(panels.joined(separator: "; "))] + rest[1...]
    }
  }

  // MARK: - The figures

  private var scaling: [[Table.Cell]] {
    let arms: [AttentionKind] = [.softmax, .pointwise(.relu, alpha: LengthExponent(1))]
    return PaperModel.scaling.map { model in
      panel(.scaling, model, .main, drawn: "softmax and relu at alpha 1") { runs in
        arms.map { arm in
          "\(Arm(arm).label): \(seeds(runs.filter { Arm($0.specification.model) == Arm(arm) }))"
        }.joined(separator: "; ")
      }
    }
  }

  private var sweeps: [[Table.Cell]] {
    RecipeName.allCases.flatMap { recipe in
      PaperModel.swept.map { model in
        panel(.alpha, model, recipe, drawn: "softmax, seven h over alpha 0 to 2") { runs in
          let plain = runs.filter { Arm($0.specification.model).isPlain }
          let others = [AttentionKind.softmax, .uniform, .none].filter { attention in
            plain.contains { $0.specification.model.attention == attention }
          }.map(\.name)
          return (others + [exponents(plain, of: Pointwise.allCases)]).joined(separator: ", ")
        }
      }
    }
  }

  private var withoutNorm: [[Table.Cell]] {
    PaperModel.swept.map { model in
      panel(.qknorm, model, .main, drawn: "relu, squaredReLU without qk-layernorm") { runs in
        exponents(runs.filter { !$0.specification.model.qkNorm }, of: [.relu, .squaredReLU])
      }
    }
  }

  private var withGate: [[Table.Cell]] {
    PaperModel.swept.map { model in
      panel(.gating, model, .main, drawn: "relu, squaredReLU with the gate") { runs in
        exponents(runs.filter { $0.specification.model.gate != .none }, of: [.relu, .squaredReLU])
      }
    }
  }

  private func panel(
    _ family: Family, _ model: PaperModel, _ recipe: RecipeName, drawn: String,
    _ words: ([PlannedRun]) -> String
  ) -> [Table.Cell] {
    let runs = preset.runs.filter {
      $0.model == model && $0.recipe == recipe && $0.families.contains(family)
        && $0.panel == .claims
    }
    let arms = Dictionary(grouping: runs) { Arm($0.specification.model) }
    let deciding = arms.values.count { $0.allSatisfy(\.confirmatory) }
    return [
      .text(family.paperFigure),
      .text(recipe == .main ? "\(model)" : "\(model), \(recipe)"), .text(drawn),
      .text(runs.isEmpty ? "nothing" : words(runs)),
      runs.isEmpty ? .absent : .text("\(deciding) of \(arms.count)"),
    ]
  }

  // MARK: - Words

  private func seeds(_ runs: [PlannedRun]) -> String {
    runs.isEmpty ? "nothing" : counted(Set(runs.map(\.specification.seed)).count, "seed")
  }

  /// "relu 7, gelu 3".
  private func exponents(_ runs: [PlannedRun], of functions: [Pointwise]) -> String {
    let parts = functions.compactMap { h -> String? in
      let alphas = Set(
        runs.compactMap { run -> LengthExponent? in
          guard case .pointwise(h, let alpha) = run.specification.model.attention else {
            return nil
          }
          return alpha
        })
      return alphas.isEmpty ? nil : "\(h.rawValue) \(alphas.count)"
    }
    let missing = functions.count - parts.count
    return (parts.isEmpty ? "no h" : parts.joined(separator: ", "))
      + (missing > 0 && !parts.isEmpty ? "; \(missing) h left out" : "")
  }
}

extension Family {
  /// The number of the figure that it makes.
  fileprivate var paperFigure: String {
    switch self {
    case .scaling: "1"
    case .alpha: "2"
    case .qknorm: "3"
    case .gating: "4"
    }
  }
}

extension Arm {
  /// Without a gate and with qk-layernorm: the paper's default.
  fileprivate var isPlain: Bool { gate == .none && qkNorm }
}
