import Testing

extension Workplace {
  /// A finished store `store` of a preset `mine.yaml`: softmax and the controls, ReLU and GELU at
  /// alpha 0 and 1, three seeds each.
  func makeFigureStore() throws {
    try makeData()
    try write(
      "mine.yaml",
      """
      name: mine
      sweeps:
        - families: [alpha]
          model: S/32
          recipe: i21k
          images: 64
          evaluationImages: 80
          cells:
            - {attention: [softmax, uniform, none], seeds: [0, 1, 2], primary: true}
            - {attention: [relu, gelu], alpha: [0, 1], seeds: [0, 1, 2], primary: true}
      """)
    let training = try CommandRun(["run"] + Self.options + ["--store", "store"], in: path)
    try #require(training.status == 0, "\(training.errors)")
  }

  static let options = ["--preset", "./mine.yaml", "--data", "data"]

  /// One verb on the store.
  func run(_ verb: String, _ more: String..., environment: [String: String] = [:]) throws
    -> CommandRun
  {
    try CommandRun(
      [verb] + Self.options + ["--store", "store"] + more, in: path, environment: environment)
  }
}
