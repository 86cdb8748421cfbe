import Claims
import Experiments
import Paper
import Timing

/// The results of a report as files: one table each, and what their columns mean.
public struct ResultData: Sendable {
  public let tables: [DataTable]

  public init(_ input: ReportInput) {
    tables = [
      .claims(input), .cells(input), .arms(input), .differences(input), .sweeps(input),
      .runs(input),
      .timings(input), .steps(input), .initialisation(input), .collectives(input),
      .independent(input), .baselines(input), .errorRates(input), .trajectories,
    ]
  }

  private init() { tables = [] }

  /// To which nothing links.
  static let none = ResultData()

  /// Where they lie beside the report.
  public static let folder = "results"

  /// Every file with its text, by its path beside the report.
  public var files: [(path: String, text: String)] {
    tables.map { ("\(Self.folder)/\($0.name).csv", $0.csv) }
      + [("\(Self.folder)/README.md", dictionary)]
  }

  /// The target of a link to a row; nil where there is none.
  func link(_ row: ResultRow) -> String? {
    tables.first { $0.name == row.table }?.line(of: row.key)
      .map { "\(Self.folder)/\(row.table).csv#L\($0)" }
  }

  private var dictionary: String {
    let head = """
      # What the columns mean

      Files in UTF-8 as RFC 4180 has them: commas, a header, empty cells where there is no value, a point \
      in decimals and the ASCII minus sign. They load in one line:

      ```python
      runs = pandas.read_csv("runs.csv")
      ```

      ```r
      runs <- read.csv("runs.csv")
      ```
      """
    let parts = tables.map { table in
      let rows = table.columns.map { column -> [Table.Cell] in
        [.code(column.name), .optional(column.unit), .text(column.meaning)]
      }
      let columns = Table([.code("column"), .text("unit"), .text("meaning")], rows: rows)
      return
        "## \(table.name).csv\n\nA row is \(table.row).\n\n\(MarkdownPrinter.text(of: columns))"
    }
    return ([head] + parts).joined(separator: "\n\n") + "\n"
  }
}
