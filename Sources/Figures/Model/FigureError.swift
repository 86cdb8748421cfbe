/// Why a figure cannot be laid out.
public enum FigureError: Error, Hashable, CustomStringConvertible {
  /// Not finite, or beyond any measure that an axis could be divided by. `value` as text, since a
  /// NaN is not equal to itself.
  case notShowable(figure: String, item: String, quantity: String, value: String)
  case notPositive(figure: String, item: String, quantity: String, value: Double)
  case unevenRows(figure: String, lengths: [Int])

  public var description: String {
    switch self {
    case .notShowable(let figure, let item, let quantity, let value):
      "Figure '\(figure)': the \(quantity) of '\(item)' is \(value), which no axis can show; leave "
        + "the point out, or give a diverged run the score of chance."
    case .notPositive(let figure, let item, let quantity, let value):
      "Figure '\(figure)': the \(quantity) of '\(item)' is \(NumberText.plain(value)), which a logarithmic axis "
        + "cannot show; leave the point out or use a linear axis."
    case .unevenRows(let figure, let lengths):
      "Figure '\(figure)': its rows hold "
        + lengths.map(String.init).joined(separator: ", ")
        + " panels; give every row at least one, and none more than the first."
    }
  }
}
