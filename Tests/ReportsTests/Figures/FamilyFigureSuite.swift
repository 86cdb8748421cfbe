import Figures
import Reports
import Testing

/// What the suites of figures of whole families share.
protocol FamilyFigureSuite {}

extension FamilyFigureSuite {
  func figure(_ name: FigureName, _ families: FamiliesInput) throws -> Figure {
    try #require(name.figure(try families.input()), "\(name.rawValue) is not drawn")
  }

  func chart(_ figure: Figure) throws -> LineChart {
    let chart: LineChart? = if case .lines(let chart) = figure.chart { chart } else { nil }
    return try #require(chart)
  }

  func panels(_ figure: Figure) throws -> [[Panel]] { try chart(figure).rows.map(\.panels) }
}
