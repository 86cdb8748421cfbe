import Figures
import Testing

@Suite struct ScaleTests {
  @Test(arguments: [
    (Scale(kind: .linear, domain: 70...80), 72.5, 0.25),
    (Scale(kind: .linear, domain: -1...1), 0.0, 0.5),
    (Scale(kind: .logarithmic, domain: 1...10_000), 100.0, 0.5),
    (Scale(kind: .logarithmic, domain: 0.01...1), 0.1, 0.5),
  ])
  func fraction(_ scale: Scale, value: Double, expected: Double) {
    // A handful of roundings of numbers near 1.
    #expect(abs(scale.fraction(of: value) - expected) < 1e-14)
    #expect(scale.fraction(of: scale.domain.lowerBound) == 0)
    #expect(abs(scale.fraction(of: scale.domain.upperBound) - 1) < 1e-14)
  }

  @Test(arguments: [
    ([70.0, 80], Scale.Kind.linear, 69.5, 80.5),
    ([80.0, 80, 80], .linear, 76, 84),
    ([0.0], .linear, -1, 1),
    ([], .linear, -1, 1),
    ([1.0, 100], .logarithmic, 0.794328, 125.893),
    ([8.0], .logarithmic, 4, 16),
    ([], .logarithmic, 0.5, 2),
  ])
  func fitting(_ values: [Double], kind: Scale.Kind, low: Double, high: Double) {
    let domain = Scale.fitting(values, kind: kind).domain
    #expect(abs(domain.lowerBound - low) <= 1e-5 * max(abs(low), 1))
    #expect(abs(domain.upperBound - high) <= 1e-5 * max(abs(high), 1))
  }
}
