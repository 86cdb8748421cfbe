import Claims
import Figures

/// Facts in rows and columns, apart from how they are printed: `MarkdownPrinter` sets them in a report
/// and `TerminalPrinter` on a terminal.
public struct Table: Hashable, Sendable {
  public struct Column: Hashable, Sendable {
    /// What its cells hold.
    public enum Kind: Hashable, Sendable {
      case text, number, verdict
      /// Text that machines read, such as a digest or a path.
      case code
    }

    public enum Alignment: Hashable, Sendable { case left, right }

    public var title: String
    public var kind: Kind
    public var alignment: Alignment

    /// - Parameter alignment: that of the kind where none is given: numbers right, the rest left.
    public init(_ title: String, _ kind: Kind = .text, alignment: Alignment? = nil) {
      self.title = title
      self.kind = kind
      self.alignment = alignment ?? (kind == .number ? .right : .left)
    }

    public static func text(_ title: String) -> Column { Column(title) }
    public static func number(_ title: String) -> Column { Column(title, .number) }
    public static func verdict(_ title: String) -> Column { Column(title, .verdict) }
    public static func code(_ title: String) -> Column { Column(title, .code) }
  }

  /// Words with where they lead.
  public struct LinkedWords: Hashable, Sendable {
    public var words: String
    public var link: String?

    public init(_ words: String, to link: String?) {
      self.words = words
      self.link = link
    }
  }

  public enum Cell: Hashable, Sendable {
    case text(String)
    /// Words of others, such as a machine's name: nothing in them is markup.
    case named(String)
    case code(String)
    /// Words that lead to their row of the results; as they are where there is none.
    case linked(String, to: String?)
    /// The same of words in which nothing is markup.
    case namedLink(String, to: String?)
    /// Several of them, with commas between.
    case links([LinkedWords])
    case verdict(Verdict.Outcome)
    /// With commas between thousands.
    case count(Int)
    /// As it is, such as a seed.
    case whole(Int)
    case number(Double, places: Int)
    case signed(Double, places: Int)
    /// A share in [0, 1], shown as a percentage; the unit stands in the column's title.
    case percent(Double, places: Int)
    /// Seconds, shown in milliseconds.
    case milliseconds(Double)
    case scientific(Double)
    /// No value: a dash.
    case absent
  }

  public var columns: [Column]
  /// Each as long as `columns`.
  public var rows: [[Cell]]

  public init(_ columns: [Column], rows: [[Cell]] = []) {
    precondition(rows.allSatisfy { $0.count == columns.count }, "a row of another length")
    self.columns = columns
    self.rows = rows
  }
}

extension Table.Cell {
  /// What a reader sees, without the marks of a printer.
  public var words: String {
    switch self {
    case .text(let text), .named(let text), .code(let text), .linked(let text, _),
      .namedLink(let text, _):
      text
    case .links(let items): items.map(\.words).joined(separator: ", ")
    case .verdict(let outcome): outcome.rawValue
    case .count(let count): NumberText.grouped(count)
    case .whole(let number): "\(number)"
    case .number(let value, let places): NumberText.fixed(value, places: places)
    case .signed(let value, let places): NumberText.signed(value, places: places)
    case .percent(let share, let places): NumberText.percent(share, places: places)
    case .milliseconds(let seconds): NumberText.milliseconds(seconds)
    case .scientific(let value): NumberText.scientific(value)
    case .absent: "-"
    }
  }

  /// The text, or a dash where there is none.
  public static func optional(_ text: String?) -> Table.Cell { text.map { .text($0) } ?? .absent }
}

extension [Table.Cell] {
  /// A row whose numbers from the cell at `first` on lead to where they stand as data; as it is without
  /// a link. What has links of its own keeps them.
  func linked(to link: String?, from first: Int) -> [Table.Cell] {
    guard let link else { return self }
    return enumerated().map { index, cell in
      switch cell {
      case .linked, .namedLink, .links, .absent: return cell
      case _ where index < first || !cell.words.contains(where: \.isNumber): return cell
      default: return .linked(cell.words, to: link)
      }
    }
  }
}

extension Table.Cell: ExpressibleByStringInterpolation {
  public init(stringLiteral text: String) { self = .text(text) }
}
