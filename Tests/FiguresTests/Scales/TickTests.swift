import Figures
import Testing

@Suite struct TickTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var kind: Scale.Kind = .linear
    var domain: ClosedRange<Double>
    var target: Int
    var labels: [String]
    var testDescription: String { "\(kind) \(domain), about \(target)" }
  }

  @Test(arguments: [
    Case(domain: 0...2, target: 5, labels: ["0.0", "0.5", "1.0", "1.5", "2.0"]),
    Case(domain: 70...83, target: 7, labels: ["70", "72", "74", "76", "78", "80", "82"]),
    Case(domain: -1.5...10.8, target: 6, labels: ["0", "2", "4", "6", "8", "10"]),
    Case(domain: -3...3, target: 3, labels: ["\u{2212}2", "0", "2"]),
    Case(domain: 0.1...0.35, target: 6, labels: ["0.10", "0.15", "0.20", "0.25", "0.30", "0.35"]),
    Case(domain: 0...1e-3, target: 3, labels: ["0.0000", "0.0005", "0.0010"]),
    Case(
      domain: 0...50_000, target: 5,
      labels: ["0", "10,000", "20,000", "30,000", "40,000", "50,000"]),
    Case(
      domain: 0...4e12, target: 4,
      labels: [
        "0", "1 × 10^{12}", "2 × 10^{12}", "3 × 10^{12}", "4 × 10^{12}",
      ]),
    Case(domain: 0...2e-9, target: 3, labels: ["0", "1 × 10^{\u{2212}9}", "2 × 10^{\u{2212}9}"]),
    Case(kind: .logarithmic, domain: 0.08...80, target: 5, labels: ["0.1", "1", "10"]),
    Case(
      kind: .logarithmic, domain: 40...900, target: 6,
      labels: ["50", "100", "200", "500"]),
    Case(kind: .logarithmic, domain: 40...9_000, target: 4, labels: ["100", "1000"]),
    Case(kind: .logarithmic, domain: 0.9...110, target: 4, labels: ["1", "10", "100"]),
    Case(
      kind: .logarithmic, domain: 1e-9...1e9, target: 4,
      labels: ["10^{\u{2212}9}", "10^{\u{2212}4}", "10^{1}", "10^{6}"]),
    // Too short for powers and their usual multiples.
    Case(
      kind: .logarithmic, domain: 0.00106...0.0045, target: 4, labels: ["0.002", "0.003"]),
    Case(kind: .logarithmic, domain: 3.5...9, target: 4, labels: ["4", "6", "8"]),
    // Too short for any: round numbers, still at their logarithms.
    Case(kind: .logarithmic, domain: 70...78, target: 4, labels: ["70", "72", "74", "76", "78"]),
  ])
  func labels(_ example: Case) {
    let ticks = Scale(kind: example.kind, domain: example.domain).ticks(target: example.target)
    #expect(ticks.compactMap(\.label) == example.labels)
  }

  @Test(arguments: [0...2.0, 69.53...82.11, -0.004...0.0007, 1e5...1e9, -7...1e-3])
  func linearTicksAreTheDoublesThatTheyRead(_ domain: ClosedRange<Double>) throws {
    for target in 1...12 {
      let ticks = Scale(kind: .linear, domain: domain).ticks(target: target)
      #expect(!ticks.isEmpty)
      #expect(ticks.allSatisfy { domain.contains($0.value) })
      #expect(zip(ticks, ticks.dropFirst()).allSatisfy { $0.value < $1.value })
      for tick in ticks {
        let text = try #require(tick.label)
        guard !text.contains("×") else { continue }
        let plain = text.replacing("\u{2212}", with: "-").replacing(",", with: "")
        #expect(Double(plain) == tick.value)
      }
    }
  }

  @Test func minorTicksFillADecade() {
    let ticks = Scale(kind: .logarithmic, domain: 1...100).ticks(target: 3)
    let minor = ticks.filter { $0.label == nil }.map(\.value)
    #expect(minor == [2, 3, 4, 5, 6, 7, 8, 9, 20, 30, 40, 50, 60, 70, 80, 90])
    #expect(ticks.map(\.value) == ticks.map(\.value).sorted())
  }
}
