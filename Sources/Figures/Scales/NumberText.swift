import Glibc

/// Numbers as text, always with a point and in the same way on every system: the one formatter of the
/// package. Text in files and on a terminal has the hyphen as its minus sign; text that is drawn has
/// the typographic minus.
package enum NumberText {
  package static let hyphen = "-"
  package static let typographicMinus = "\u{2212}"

  /// `value` rounded to `places` decimals, half away from zero. Values beyond the reach of a 64-bit
  /// integer fall back to Swift's shortest form.
  package static func fixed(_ value: Double, places: Int, minus: String = hyphen) -> String {
    let scaled = (value * pow(10, Double(places))).rounded(.toNearestOrAwayFromZero)
    guard scaled.magnitude < 9e18 else { return plain(value) }
    return decimal(significand: Int(scaled), exponent: -places, minus: minus)
  }

  /// The same as it is drawn.
  package static func drawn(_ value: Double, places: Int) -> String {
    fixed(value, places: places, minus: typographicMinus)
  }

  /// As it is drawn, to at most `places` decimals, without trailing zeros.
  package static func shortest(_ value: Double, places: Int) -> String {
    var text = drawn(value, places: places)
    guard places > 0, text.contains(".") else { return text }
    while text.last == "0" { text.removeLast() }
    if text.last == "." { text.removeLast() }
    return text
  }

  /// With its sign; zero has a plus.
  package static func signed(_ value: Double, places: Int) -> String {
    let text = fixed(value, places: places)
    return text.hasPrefix(hyphen) ? text : "+" + text
  }

  /// As it is drawn, with its sign; what rounds to zero has none.
  package static func drawnSigned(_ value: Double, places: Int) -> String {
    let text = drawn(value, places: places)
    return value > 0 && text != drawn(0, places: places) ? "+" + text : text
  }

  /// A share as a percentage without the sign: 0.813 is "81.3".
  package static func percent(_ share: Double, places: Int = 1) -> String {
    fixed(share * 100, places: places)
  }

  /// Seconds as milliseconds, to a hundredth below 99.5 ms: "3.07", "431".
  package static func milliseconds(_ seconds: Double) -> String {
    fixed(seconds * 1000, places: seconds.magnitude < 0.0995 ? 2 : 0)
  }

  /// A count with commas between thousands.
  package static func grouped(_ number: Int) -> String { grouped(String(number)) }

  /// The same with decimals.
  package static func grouped(_ value: Double, places: Int) -> String {
    grouped(fixed(value, places: places))
  }

  /// A decimal with commas between the thousands of its whole part.
  static func grouped(_ decimal: String) -> String {
    let start = decimal.firstIndex(where: \.isNumber) ?? decimal.startIndex
    let end = decimal[start...].firstIndex { !$0.isNumber } ?? decimal.endIndex
    var digits = Array(decimal[start..<end])
    for place in stride(from: digits.count - 3, to: 0, by: -3) { digits.insert(",", at: place) }
    return decimal[..<start] + String(digits) + decimal[end...]
  }

  /// Two digits and an exponent: "1.2e-06".
  package static func scientific(_ value: Double) -> String {
    var buffer = [CChar](repeating: 0, count: 32)
    let count = withVaList([unsignedZero(value)]) { vsnprintf(&buffer, buffer.count, "%.1e", $0) }
    return String(decoding: buffer.prefix(Int(count)).map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  /// The fewest digits that give back `value`, whole numbers without a point: the form in CSV.
  package static func plain(_ value: Double) -> String {
    let text = "\(unsignedZero(value))"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  /// Zero has no sign, however it was computed.
  private static func unsignedZero(_ value: Double) -> Double { value == 0 ? 0 : value }

  /// The exact decimal significand x 10^exponent, with -exponent decimals where that is positive.
  package static func decimal(
    significand: Int, exponent: Int, minus: String = typographicMinus
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
  package static func places(for domain: ClosedRange<Double>) -> Int {
    let span = domain.upperBound - domain.lowerBound
    guard span > 0 else { return 1 }
    return min(max(2 - Int(floor(log10(span))), 0), 12)
  }
}
