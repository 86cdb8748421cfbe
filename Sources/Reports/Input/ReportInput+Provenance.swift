import Figures

extension ReportInput {
  /// What every figure's file carries: enough to find the numbers again.
  var provenance: [String: String] {
    var entries = [
      "preset": preset.name,
      "data": "\(preset.data.label), sha256 \(preset.data.digest)",
      "runs": "\(finished.count) of \(preset.runs.count)",
      "numerics revision": Set(finished.map(\.result.numericsRevision)).sorted()
        .map(String.init).joined(separator: ", "),
    ]
    entries["store"] = recordsDigest
    return entries
  }

  /// "fashion-mnist, 24,000 images shown in training, 10,000 test images".
  var dataSentence: String {
    let runs = preset.runs.filter { $0.panel == .claims }
    let shown = Set(runs.map(\.specification.recipe.images)).sorted().map(NumberText.grouped)
    let tested = Set(runs.map(\.specification.evaluationImages)).sorted().map(
      NumberText.grouped)
    return
      "\(preset.data.label), \(list(shown)) images shown in training, \(list(tested)) test images"
  }
}
