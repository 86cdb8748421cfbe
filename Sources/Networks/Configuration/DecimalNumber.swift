/// A positive number written as a plain decimal, compared and stored by its text.
public struct DecimalNumber: Hashable, Sendable, ExpressibleByStringLiteral {
  public let text: String
  /// The nearest Double.
  public let value: Double

  /// Nil unless the text is digits with at most one point between them, without needless zeros.
  public init?(_ text: String) {
    guard let value = Double(text), value.isFinite, value >= 0,
      text.allSatisfy({ $0.isASCII && ($0.isNumber || $0 == ".") }),
      text.first != ".", text.last != ".",
      !(text.contains(".") && text.last == "0"),
      !(text.count > 1 && text.first == "0" && !text.hasPrefix("0."))
    else { return nil }
    self.text = text
    self.value = value
  }

  public init(stringLiteral text: String) {
    guard let number = DecimalNumber(text) else {
      preconditionFailure("\(text) is not a plain decimal")
    }
    self = number
  }
}

extension DecimalNumber {
  /// A number as people write it: also with an exponent, as in `3e-4`, or with needless zeros. Nil for
  /// what is no plain number, or one that no setting has.
  public init?(written text: String) {
    let parts = text.lowercased().split(separator: "e", omittingEmptySubsequences: false)
    guard text.utf8.count <= 20, parts.count <= 2,
      let exponent = parts.count == 2 ? Int(parts[1]) : 0, exponent.magnitude <= 20
    else { return nil }
    let digits = parts[0].split(separator: ".", omittingEmptySubsequences: false)
    guard digits.count <= 2,
      digits.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { (48...57).contains($0) } })
    else { return nil }
    let all = Array(digits.joined())
    // Where the point goes among the digits, with zeros on either side as far as it lies beyond them.
    let point = digits[0].count + exponent
    let padded =
      [Character](repeating: "0", count: max(0, -point)) + all
      + [Character](repeating: "0", count: max(0, point - all.count))
    let whole = padded.prefix(max(0, point)).drop { $0 == "0" }
    let fraction = padded.dropFirst(max(0, point)).trimmingTail("0")
    self.init(
      (whole.isEmpty ? "0" : String(whole)) + (fraction.isEmpty ? "" : "." + String(fraction)))
  }
}

extension ArraySlice<Character> {
  fileprivate func trimmingTail(_ character: Character) -> Self {
    lastIndex { $0 != character }.map { self[...$0] } ?? []
  }
}
