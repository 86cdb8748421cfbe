import Claims
import Experiments
import Networks
import Paper

extension Report {
  /// The paper's figures panel by panel, and how much of each the preset trains.
  var leftOut: Section {
    var rows: [[String]] = []
    for model in PaperModel.scaling {
      let arms: [AttentionKind] = [.softmax, .pointwise(.relu, alpha: LengthExponent(1))]
      rows.append(
        panel("1", model, RecipeName.main, drawn: "softmax and relu at alpha 1") { runs in
          arms.map { arm in
            "\(Arm(arm).label): \(seeds(runs.filter { Arm($0.specification.model) == Arm(arm) }))"
          }.joined(separator: "; ")
        })
    }
    for recipe in RecipeName.allCases {
      for model in PaperModel.swept {
        rows.append(
          panel("2", model, recipe, drawn: "softmax, seven h over alpha 0 to 2") { runs in
            let plain = runs.filter { Arm($0.specification.model).isPlain }
            let others = [AttentionKind.softmax, .uniform, .none].filter { attention in
              plain.contains { $0.specification.model.attention == attention }
            }.map(\.name)
            return (others + [exponents(plain, of: Pointwise.allCases)]).joined(separator: ", ")
          })
      }
    }
    for model in PaperModel.swept {
      rows.append(
        panel("3", model, RecipeName.main, drawn: "relu, squaredReLU without qk-layernorm") {
          runs in
          exponents(runs.filter { !$0.specification.model.qkNorm }, of: [.relu, .squaredReLU])
        })
    }
    for model in PaperModel.swept {
      rows.append(
        panel("4", model, RecipeName.main, drawn: "relu, squaredReLU with the gate") { runs in
          exponents(
            runs.filter { $0.specification.model.gate != .none }, of: [.relu, .squaredReLU])
        })
    }
    return Section(
      title: "What the preset `\(input.preset.name)` leaves out",
      parts: [
        "The paper's figures panel by panel, and what this preset trains of each; the number after "
          + "an h counts its exponents. Cells that decide nothing are drawn hollow.",
        MarkdownTable(
          header: ["figure", "panel", "the paper draws", "trained here", "cells that decide"],
          rows: rows
        ).text,
      ])
  }

  private func panel(
    _ figure: String, _ model: PaperModel, _ recipe: RecipeName, drawn: String,
    _ words: ([PlannedRun]) -> String
  ) -> [String] {
    let family: Family =
      switch figure {
      case "1": .scaling
      case "2": .alpha
      case "3": .qknorm
      default: .gating
      }
    let runs = input.preset.runs.filter {
      $0.model == model && $0.recipe == recipe && $0.families.contains(family)
    }
    let cells = Dictionary(grouping: runs) { Arm($0.specification.model) }
    let deciding = cells.values.count { $0.allSatisfy(\.confirmatory) }
    return [
      figure, recipe == RecipeName.main ? "\(model)" : "\(model), \(recipe)", drawn,
      runs.isEmpty ? "nothing" : words(runs),
      runs.isEmpty ? "-" : "\(deciding) of \(cells.count)",
    ]
  }

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

extension Arm {
  /// Without a gate and with qk-layernorm: the paper's default.
  var isPlain: Bool { gate == .none && qkNorm }
}
