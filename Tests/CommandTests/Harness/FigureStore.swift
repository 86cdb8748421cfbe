import Testing

extension Workplace {
  /// A finished store `store` of a preset `mine.yaml`: softmax and the controls, ReLU and GELU at
  /// alpha 0 and 1, three seeds each.
  func makeFigureStore() throws {
    try makeData()
    try makePreset(
      images: 64,
      cells: [
        "{attention: [softmax, uniform, none], seeds: [0, 1, 2], confirmatory: true}",
        "{attention: [relu, gelu], alpha: [0, 1], seeds: [0, 1, 2], confirmatory: true}",
      ])
    let training = try run("run")
    try #require(training.status == 0, "\(training.errors)")
  }
}
