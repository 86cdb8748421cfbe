import Statistics
import Testing

@Suite struct SeedImageBootstrapTests {
  /// The closed form against resamples that were really drawn.
  @Test func errorsAgreeWithResampling() throws {
    var worst = WorstError()
    for (index, item) in try Fixture.load().seedImage.enumerated() {
      let bootstrap = SeedImageBootstrap(differences: item.differences)
      #expect(abs(bootstrap.difference - item.difference) < 1e-12)
      for (name, actual, expected, error) in [
        ("both", bootstrap.standardError, item.both, item.bothError),
        ("seeds", bootstrap.seedError, item.seedsOnly, item.error),
        ("images", bootstrap.imageError, item.imagesOnly, item.error),
      ] {
        worst.note(actual, expected, scale: expected * error, at: "case \(index), \(name)")
      }
    }
    print("seed x image bootstrap: worst \(worst.value) Monte Carlo errors at \(worst.place)")
    #expect(worst.value < 4)
  }

  @Test func runsThatAgreeLeaveOnlyTheImages() {
    let row = [1.0, 0, 0, -1, 1, 0]
    let bootstrap = SeedImageBootstrap(differences: [row, row, row])
    #expect(bootstrap.seedError == 0)
    #expect(bootstrap.standardError == bootstrap.imageError)
    #expect(bootstrap.imageError > 0)
  }
}
