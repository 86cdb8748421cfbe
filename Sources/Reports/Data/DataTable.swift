import Figures

/// Results as data: rows that pandas, R and spreadsheets read as numbers, with what each column means.
public struct DataTable: Sendable {
  struct Column: Sendable {
    /// Without spaces, in lower case.
    let name: String
    /// Such as "points"; nil where the column has none.
    let unit: String?
    let meaning: String

    init(_ name: String, _ unit: String? = nil, _ meaning: String) {
      self.name = name
      self.unit = unit
      self.meaning = meaning
    }
  }

  enum Value: Sendable {
    case text(String)
    case whole(Int)
    /// To at most nine decimals, so that a sum's rounding does not show.
    case number(Double)
    case flag(Bool)
    /// An empty cell.
    case missing

    static func optional(_ number: Double?) -> Value { number.map { .number($0) } ?? .missing }
    static func optional(_ text: String?) -> Value { text.map { .text($0) } ?? .missing }
    static func optional(_ number: Int?) -> Value { number.map { .whole($0) } ?? .missing }

    var csv: String {
      switch self {
      case .text(let text): CSVText.words(text)
      case .whole(let number): "\(number)"
      case .number(let number): Self.decimal(number)
      case .flag(let flag): flag ? "true" : "false"
      case .missing: ""
      }
    }

    /// What is no number is an empty cell.
    private static func decimal(_ value: Double) -> String {
      guard value.isFinite else { return "" }
      let text = NumberText.fixed(value, places: 9)
      guard text.contains(".") else { return text }
      let digits = text.reversed().drop { $0 == "0" }.drop { $0 == "." }
      return String(digits.reversed())
    }
  }

  /// The file's name without its ending.
  public let name: String
  /// What a row is.
  let row: String
  let columns: [Column]
  /// Each as long as `columns`.
  let rows: [[Value]]
  /// The line that a row stands in, from 1, by what it is found by: of the claims their ids, of the runs
  /// their identities.
  private let lines: [String: Int]

  /// - Parameter keys: one for each row; of equal ones the first is found.
  init(name: String, row: String, columns: [Column], rows: [[Value]], keys: [String]) {
    self.name = name
    self.row = row
    self.columns = columns
    self.rows = rows
    lines = Dictionary(
      keys.enumerated().map { ($0.element, $0.offset + 2) }, uniquingKeysWith: { first, _ in first }
    )
  }

  /// - Parameter key: by which a row is found.
  init<Row>(
    name: String, row: String, columns: [RowColumn<Row>], rows: [Row], key: (Row) -> String
  ) {
    self.init(
      name: name, row: row, columns: columns.map(\.column),
      rows: rows.map { row in columns.map { $0.value(row) } }, keys: rows.map(key))
  }

  /// As RFC 4180 has it, with a header.
  public var csv: String {
    ([columns.map(\.name)] + rows.map { $0.map(\.csv) })
      .map { $0.joined(separator: ",") + "\r\n" }.joined()
  }

  /// Nil without such a row.
  func line(of key: String) -> Int? { lines[key] }
}

/// A column with what it holds of a row.
struct RowColumn<Row> {
  let column: DataTable.Column
  let value: (Row) -> DataTable.Value

  init(
    _ name: String, _ unit: String? = nil, _ meaning: String,
    _ value: @escaping (Row) -> DataTable.Value
  ) {
    column = DataTable.Column(name, unit, meaning)
    self.value = value
  }
}
