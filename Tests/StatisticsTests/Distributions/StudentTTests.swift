import Statistics
import Testing

@Suite struct StudentTTests {
  /// The tail is compared relative to itself: small p values must be right, too.
  @Test func probabilitiesAgreeWithSciPy() throws {
    var worst = WorstError()
    for item in try Fixture.load().studentT.cdf {
      let t = StudentT(degreesOfFreedom: item.df)
      let place = "df \(item.df), t \(item.t)"
      worst.note(t.cdf(item.t), item.cdf, scale: 1, at: place)
      worst.note(t.upperTail(item.t), item.tail, scale: item.tail, at: place + " (tail)")
    }
    print("Student t probabilities: worst error \(worst.value) at \(worst.place)")
    #expect(worst.value < 1e-10)
  }

  @Test func quantilesAgreeWithSciPy() throws {
    var worst = WorstError()
    for item in try Fixture.load().studentT.quantile {
      let actual = StudentT(degreesOfFreedom: item.df).quantile(item.p)
      worst.note(actual, item.t, scale: max(1, abs(item.t)), at: "df \(item.df), p \(item.p)")
    }
    print("Student t quantiles: worst error \(worst.value) at \(worst.place)")
    #expect(worst.value < 1e-10)
  }

  @Test func infinitiesAreTheEnds() {
    let t = StudentT(degreesOfFreedom: 3)
    #expect(t.cdf(.infinity) == 1)
    #expect(t.cdf(-.infinity) == 0)
  }
}
