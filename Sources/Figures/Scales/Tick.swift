import Glibc

/// A mark on an axis.
public struct Tick: Hashable, Sendable {
  public var value: Double
  /// With the markup of `Axis.title`; nil for a minor tick.
  public var label: String?

  public init(value: Double, label: String?) {
    self.value = value
    self.label = label
  }
}

extension Scale {
  /// Ticks at round numbers within the domain, in rising order: about `target` labelled ones.
  public func ticks(target: Int) -> [Tick] {
    switch kind {
    case .linear: linearTicks(domain, target: target)
    case .logarithmic: logarithmicTicks(domain, target: target)
    }
  }
}

/// Multiples of 1, 2 or 5 times a power of ten. Of these steps the one wins whose number of ticks is
/// nearest to `target`; on a tie the finer one. A value is computed from whole numbers, so that
/// 0.3 is the double nearest to 0.3 and reads "0.3".
func linearTicks(_ domain: ClosedRange<Double>, target: Int) -> [Tick] {
  let span = domain.upperBound - domain.lowerBound
  let magnitude = Int(floor(log10(span / Double(max(target, 1)))))
  let slack = 1e-9  // of a step: an end that misses a tick by rounding still gets it

  func multiples(_ significand: Int, _ exponent: Int) -> ClosedRange<Int>? {
    let step = value(of: significand, exponent)
    let first = (domain.lowerBound / step - slack).rounded(.up)
    let last = (domain.upperBound / step + slack).rounded(.down)
    return first <= last ? Int(first)...Int(last) : nil
  }

  var best: (distance: Int, significand: Int, exponent: Int, multiples: ClosedRange<Int>)?
  for exponent in (magnitude - 1...magnitude + 2).reversed() {
    for significand in [5, 2, 1] {
      guard let range = multiples(significand, exponent) else { continue }
      let distance = abs(range.count - target)
      if best == nil || distance <= best!.distance {
        best = (distance, significand, exponent, range)
      }
    }
  }
  guard let best else { return [] }
  let largest = max(best.multiples.lowerBound.magnitude, best.multiples.upperBound.magnitude)
  let digits = String(largest * UInt(best.significand)).count
  // Long numbers are written in powers of ten, all of one axis in the same one.
  let isLong = digits + best.exponent > 6 || best.exponent < -6
  let power = isLong ? digits + best.exponent - 1 : 0
  return best.multiples.map { multiple in
    let significand = multiple * best.significand
    let text = NumberText.decimal(significand: significand, exponent: best.exponent - power)
    return Tick(
      value: value(of: significand, best.exponent),
      label: isLong && significand != 0
        ? "\(text) × \(powerOfTen(power))" : grouped(text))
  }
}

/// Multiples of a power of ten that a logarithmic axis labels: the fewer, the rounder.
let labelledMultiples: [Set<Int>] = [
  [1], [1, 3], [1, 2, 5], [1, 2, 3, 5], [1, 2, 3, 4, 6, 8],
]

/// Powers of ten, all labelled or every so many; where they are few, more and more of their multiples
/// too. Minor ticks at the other multiples of one power. A domain too short for that gets linear
/// ticks.
func logarithmicTicks(_ domain: ClosedRange<Double>, target: Int) -> [Tick] {
  for multiples in labelledMultiples {
    let ticks = logarithmicTicks(domain, labelling: multiples, target: target)
    if ticks.count(where: { $0.label != nil }) >= max(min(target / 2, 4), 2) { return ticks }
  }
  return linearTicks(domain, target: target)
}

/// Ticks at the multiples of powers of ten, those of `multiples` labelled; of powers alone only every
/// so many, where they are more than `target`.
func logarithmicTicks(
  _ domain: ClosedRange<Double>, labelling multiples: Set<Int>, target: Int
) -> [Tick] {
  let low = Int(floor(log10(domain.lowerBound))) - 1
  let high = Int(ceil(log10(domain.upperBound))) + 1
  let candidates = (low...high).flatMap { exponent in (1...9).map { ($0, exponent) } }
    .filter { inside(value(of: $0.0, $0.1), domain) }
  let labelled = candidates.filter { multiples.contains($0.0) }
  let firstPower = candidates.first { $0.0 == 1 }?.1 ?? 0
  let stride = multiples == [1] ? max(1, (labelled.count + target - 1) / max(target, 1)) : 1
  // One axis writes its numbers in one way.
  let isLong = labelled.contains { !(-3...4).contains($0.1) }
  return candidates.compactMap { significand, exponent in
    let isLabelled =
      multiples.contains(significand)
      && (significand != 1 || (exponent - firstPower) % stride == 0)
    if !isLabelled, stride > 1, significand != 1 { return nil }
    let text =
      isLong
      ? (significand == 1 ? "" : "\(significand) × ") + powerOfTen(exponent)
      : grouped(NumberText.decimal(significand: significand, exponent: exponent))
    return Tick(
      value: value(of: significand, exponent), label: isLabelled ? text : nil)
  }
}

/// significand x 10^exponent, correctly rounded while the power of ten is exact (up to 10^22).
private func value(of significand: Int, _ exponent: Int) -> Double {
  exponent < 0
    ? Double(significand) / pow(10, Double(-exponent))
    : Double(significand) * pow(10, Double(exponent))
}

private func inside(_ value: Double, _ domain: ClosedRange<Double>) -> Bool {
  value >= domain.lowerBound * (1 - 1e-12) && value <= domain.upperBound * (1 + 1e-12)
}

/// With commas from five digits on: four are read without, and lie closer together.
private func grouped(_ decimal: String) -> String {
  decimal.prefix { $0 != "." }.count { $0.isNumber } > 4 ? NumberText.grouped(decimal) : decimal
}

private func powerOfTen(_ exponent: Int) -> String {
  "10^{\(exponent < 0 ? "\u{2212}" : "")\(exponent.magnitude)}"
}
