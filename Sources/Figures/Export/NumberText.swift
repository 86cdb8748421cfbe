import Glibc

// Numbers as text, always with a point and in the same way on every system. Text that is drawn has
// the typographic minus; text in files has the hyphen.

/// `value` rounded to `places` decimals, half away from zero. Values beyond the reach of a 64-bit
/// integer fall back to Swift's shortest form.
package func fixed(_ value: Double, places: Int, minus: String = "\u{2212}") -> String {
  let scaled = (value * pow(10, Double(places))).rounded(.toNearestOrAwayFromZero)
  guard scaled.magnitude < 9e18 else { return plain(value) }
  return decimalText(significand: Int(scaled), exponent: -places, minus: minus)
}

/// `value` to at most `places` decimals, without trailing zeros.
package func shortest(_ value: Double, places: Int) -> String {
  var text = fixed(value, places: places)
  guard places > 0, text.contains(".") else { return text }
  while text.last == "0" { text.removeLast() }
  if text.last == "." { text.removeLast() }
  return text
}

/// The fewest digits that give back `value`, whole numbers without a point: the form in CSV.
package func plain(_ value: Double) -> String {
  let text = "\(value)"
  return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
}

/// The exact decimal significand x 10^exponent, with -exponent decimals where that is positive.
package func decimalText(
  significand: Int, exponent: Int, minus: String = "\u{2212}"
) -> String {
  var digits = String(significand.magnitude)
  if exponent > 0, significand != 0 { digits += String(repeating: "0", count: exponent) }
  if exponent < 0 {
    let places = -exponent
    if digits.count <= places {
      digits = String(repeating: "0", count: places + 1 - digits.count) + digits
    }
    digits.insert(".", at: digits.index(digits.endIndex, offsetBy: -places))
  }
  return (significand < 0 ? minus : "") + digits
}

/// Decimals that show three digits of the span of `domain`: one for accuracies from 70 to 83.
package func places(for domain: ClosedRange<Double>) -> Int {
  let span = domain.upperBound - domain.lowerBound
  guard span > 0 else { return 1 }
  return min(max(2 - Int(floor(log10(span))), 0), 12)
}
