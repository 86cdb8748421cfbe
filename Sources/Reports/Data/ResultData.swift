import Claims
import Experiments
import Paper
import Timing

/// The results of a report as files: one table each, and what their columns mean.
public struct ResultData: Sendable {
  public let tables: [DataTable]

  public init(_ input: ReportInput) {
    tables = [
      .claims(input), .cells(input), .arms(input), .differences(input), .runs(input),
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

  /// The row of a claim, as the target of a link.
  func link(claim id: String) -> String? { link(.claim(id)) }

  /// The row of a cell of a claim.
  func link(claim id: String, model: PaperModel, function: String?) -> String? {
    link(.cell(of: id, model, function))
  }

  /// The row of a run.
  func link(run id: String) -> String? { link(.run(id)) }

  /// The row of an arm.
  func link(arm cell: Cell) -> String? { link(.arm(cell)) }

  /// The row of a difference of arms; at the length at which claims are decided where no images are given.
  func link(difference name: String, model: PaperModel, recipe: RecipeName, images: Int? = nil)
    -> String?
  {
    link(.difference(name, model, recipe, images: images))
  }

  func link(_ timing: TimingComparison) -> String? { link(.timing(timing)) }

  func link(stepOf model: PaperModel, attention: String) -> String? {
    link(.step(of: model, attention: attention))
  }

  func link(weightsAt tokens: Int, qkNorm: Bool, attention: String) -> String? {
    link(.weights(at: tokens, qkNorm: qkNorm, attention: attention))
  }

  func link(_ counts: SequenceParallelism, _ entry: SequenceParallelism.Entry) -> String? {
    link(.collectives(counts, entry))
  }

  /// The row of an arm that another implementation trained too.
  func link(independent arm: Arm) -> String? {
    link(ResultRow(table: "independent", key: arm.label))
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
