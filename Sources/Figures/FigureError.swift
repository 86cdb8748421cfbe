/// Why a figure cannot be laid out.
public enum FigureError: Error, Hashable, CustomStringConvertible {
  case notFinite(figure: String, item: String, quantity: String)
  case notPositive(figure: String, item: String, quantity: String, value: Double)
  case unevenRows(figure: String, lengths: [Int])

  public var description: String {
    switch self {
    case .notFinite(let figure, let item, let quantity):
      "Figure '\(figure)': the \(quantity) of '\(item)' is not a finite number; leave the point out, "
        + "or give a diverged run the score of chance."
    case .notPositive(let figure, let item, let quantity, let value):
      "Figure '\(figure)': the \(quantity) of '\(item)' is \(plain(value)), which a logarithmic axis "
        + "cannot show; leave the point out or use a linear axis."
    case .unevenRows(let figure, let lengths):
      "Figure '\(figure)': its rows hold "
        + lengths.map(String.init).joined(separator: ", ")
        + " panels; give every row equally many, at least one."
    }
  }
}
