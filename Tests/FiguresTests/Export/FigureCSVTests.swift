import Figures
import SampleFigures
import Testing

@Suite struct FigureCSVTests {
  @Test func overhead() {
    let lines = SampleFigures.overhead.csv.split(
      separator: "\r\n", omittingEmptySubsequences: false)
    #expect(
      lines[0]
        == "panel,quantity,series,mark,x,value,low,high,interval,level,unit,n,replicate,"
        + "margin low,margin high,primary,diverged")
    #expect(
      lines[1]
        == ",Extra step time (%),measured here (S/32),row,,8.4,7.1,9.8,"
        + "interval of the median ratio,0.95,block,8,,,,true,false")
    #expect(
      lines[2]
        == ",Extra step time (%),measured here (S/32),replicate,,6.9,,,,,,,1,,,true,false")
    #expect(lines.last == "")
    // A header, four rows and two times eight blocks, and nothing after the last line's end.
    #expect(lines.count == 1 + 4 + 16 + 1)
  }

  @Test func pointsCarryPanelAndPosition() throws {
    let rows = parse(SampleFigures.recipes.csv)
    let column = Dictionary(uniqueKeysWithValues: rows[0].enumerated().map { ($1, $0) })
    let first = rows[1]
    #expect(first[try #require(column["panel"])] == "i21k: S/32 (L = 49)")
    #expect(first[try #require(column["model"])] == "S/32")
    #expect(first[try #require(column["recipe"])] == "i21k")
    #expect(first[try #require(column["quantity"])] == "Test accuracy (%)")
    #expect(first[try #require(column["series"])] == "ReLU")
    #expect(first[try #require(column["mark"])] == "point")
    #expect(first[try #require(column["x"])] == "0")
    #expect(first[try #require(column["n"])] == "3")
    // Six panels of seven series of seven points with three seeds, softmax with three, uniform with one.
    #expect(rows.count == 1 + 6 * (7 * 7 * 4 + 4 + 2))
  }

  /// A point's own facets stand in the same columns as those of panels, and margins in theirs.
  @Test func pointsHaveFacetsAndMargins() throws {
    let rows = parse(SampleFigures.scaling.csv)
    let column = Dictionary(uniqueKeysWithValues: rows[0].enumerated().map { ($1, $0) })
    let (model, margin) = (try #require(column["model"]), try #require(column["margin high"]))
    #expect(Set(rows.dropFirst().map { $0[model] }).isSuperset(of: ["S/32", "L/16"]))
    #expect(rows.count { $0[margin] == "0.7" } == 10)
  }

  @Test(arguments: SampleFigures.all)
  func everyRecordHasEveryField(_ figure: Figure) {
    let rows = parse(figure.csv)
    #expect(rows.allSatisfy { $0.count == rows[0].count })
  }

  /// With an accent behind it a quotation mark is another Character of Swift's.
  @Test(arguments: ["\"", "\"\u{301}"])
  func namesAreQuotedWhereTheyMustBe(_ quote: String) {
    let name = "a, \(quote)quoted\(quote)\r\nname"
    let figure = Figure(
      name: "n", title: "t", finding: "f", description: "d", provenance: [:],
      chart: .intervals(
        IntervalChart(
          axis: Axis(title: "x"), rows: [IntervalRow(name: name, source: .computed, value: 1)])))
    #expect(figure.csv.contains(",\"a, \"\(quote)quoted\"\(quote)\r\nname\",row,"))
    #expect(parse(figure.csv)[1][2] == name)
  }

  /// Names that a spreadsheet would run; numbers with a sign stay numbers.
  @Test(arguments: ["=1+1", "+x", "-x", "@SUM(A1)", "\t=1", "=\u{301}1+1", "\u{FF1D}1+1"])
  func noNameIsAFormula(_ name: String) {
    let figure = Figure(
      name: "n", title: "t", finding: "f", description: "d", provenance: [:],
      chart: .intervals(
        IntervalChart(
          axis: Axis(title: name),
          rows: [
            IntervalRow(
              name: name, source: .computed, value: -1, facets: ["model": name, name: "a\u{1B}b"])
          ])))
    let rows = parse(figure.csv)
    #expect(rows[0].contains("'" + name))
    #expect(rows[1].count { $0 == "'" + name } == 3)
    #expect(rows[1].contains("-1") && rows[1].contains("a\u{FFFD}b"))
    #expect(!rows.joined().contains { $0.first.map { "=+@\t".contains($0) } ?? false })
  }

  /// Reads RFC 4180.
  private func parse(_ text: String) -> [[String]] {
    var rows: [[String]] = []
    var row: [String] = []
    var field = ""
    var isQuoted = false
    var scalars = Array(text.unicodeScalars)[...]
    while let scalar = scalars.popFirst() {
      switch scalar {
      case "\"" where isQuoted && scalars.first == "\"":
        field.unicodeScalars.append(scalars.removeFirst())
      case "\"": isQuoted.toggle()
      case "," where !isQuoted:
        row.append(field)
        field = ""
      case "\r" where !isQuoted && scalars.first == "\n":
        scalars.removeFirst()
        rows.append(row + [field])
        (row, field) = ([], "")
      default: field.unicodeScalars.append(scalar)
      }
    }
    return rows
  }
}
