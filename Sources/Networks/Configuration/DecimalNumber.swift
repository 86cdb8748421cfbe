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
