import Figures
import SampleFigures
import Testing

extension Figure: CustomTestStringConvertible {
  public var testDescription: String { name }
}

@Suite struct FigureLayoutTests {
  private func layout(_ figure: Figure) throws -> FigureLayout {
    try figure.layout(metrics: FixedFontMetrics(), theme: .light)
  }

  @Test(arguments: SampleFigures.all)
  func nothingLeavesThePageAndNoTextsOverlap(_ figure: Figure) throws {
    #expect(faults(in: try layout(figure)) == [])
  }

  @Test func theCheckSeesWhatItIsFor() throws {
    var crowded = try layout(SampleFigures.alpha)
    crowded.elements.append(try #require(crowded.elements.first { $0.role == .title }))
    #expect(faults(in: crowded).count == 1)
    var narrow = try layout(SampleFigures.alpha)
    narrow.size.width -= 20
    #expect(!faults(in: narrow).isEmpty)
  }

  @Test(arguments: [260.0, 360, 518.4, 720])
  func otherWidths(_ width: Double) throws {
    for var figure in [SampleFigures.alpha, SampleFigures.overhead] {
      figure.width = width
      #expect(faults(in: try layout(figure)) == [])
    }
  }

  @Test(arguments: SampleFigures.all)
  func everyPointHasOneMarkerAndEveryReplicateToo(_ figure: Figure) throws {
    let elements = try layout(figure).elements
    func count(_ role: FigureLayout.Role) -> Int { elements.count { $0.role == role } }
    switch figure.chart {
    case .lines(let chart):
      let points = chart.rows.joined().flatMap(\.series).flatMap(\.points)
      let shown = points.filter { !$0.isDiverged }
      let bands = chart.rows.joined().flatMap(\.references).filter {
        if case .band = $0.prominence { true } else { false }
      }
      // A replicate that is alone is the point itself.
      let groups = (shown.map(\.replicates) + bands.map(\.replicates)).filter { $0.count > 1 }
      #expect(count(.point) == shown.count)
      #expect(count(.diverged) == 2 * (points.count - shown.count))
      #expect(count(.interval) == shown.count { $0.interval != nil })
      #expect(count(.replicate) == groups.reduce(0) { $0 + $1.count })
    case .intervals(let chart):
      #expect(count(.point) == chart.rows.count)
      #expect(count(.interval) == chart.rows.count { $0.interval != nil })
    }
  }

  @Test func positionsAreThoseOfTheScales() throws {
    let elements = try layout(SampleFigures.overhead).elements
    let dots = elements.filter { $0.role == .point }.compactMap(\.marker)
    // Equal differences of values are equal distances: 8.4, -0.2, 8.2, 9.3.
    let unit = (dots[0].center.x - dots[1].center.x) / 8.6
    #expect(abs((dots[3].center.x - dots[2].center.x) / 1.1 - unit) < 1e-9)
    #expect(dots.map(\.center.y) == dots.map(\.center.y).sorted())
  }

  @Test func directLabelsStandInTheOrderOfTheirEnds() throws {
    let elements = try layout(SampleFigures.alpha).elements
    let labels = elements.filter { $0.role == .directLabel }.compactMap(\.text)
      .sorted { $0.box.top < $1.box.top }.map(\.run.string)
    #expect(
      labels == [
        "linear classifier", "softmax", "no attention", "ReLU", "identity", "ReLU6", "GELU",
        "ReLU²", "softplus", "uniform attention", "sigmoid",
      ])
  }

  @Test(arguments: SampleFigures.all)
  func leadersKeepTheirOrder(_ figure: Figure) throws {
    guard case .lines(let chart) = figure.chart, chart.rows.count == 1 else { return }
    let leaders = try layout(figure).elements.filter { $0.role == .leader }.compactMap(\.line)
    let starts = leaders.map { $0[0].y }
    let ends = leaders.map { $0.last!.y }
    #expect(starts == starts.sorted())
    #expect(ends == ends.sorted())
  }

  @Test func loneSecondaryCellsAreHollow() throws {
    let ground = FigureTheme.light.ground
    let markers = try layout(SampleFigures.alpha).elements.filter { $0.role == .point }
      .compactMap(\.marker)
    // ReLU at 0 and 1 decides; its other five cells and three of each other series do not.
    #expect(markers.count { $0.fill == ground } == 5 + 6 * 3)
    #expect(markers.count { $0.fill != ground } == 2)
  }

  @Test func whatTheLastPanelLacksIsNamedInAKey() throws {
    let elements = try layout(SampleFigures.scaling).elements
    #expect(elements.contains { $0.role == .keyText && $0.text?.run.string == "linear probe" })
    #expect(!elements.contains { $0.role == .keyText && $0.text?.run.string == "softmax" })
  }

  @Test func panelsShareTheirAxes() throws {
    let elements = try layout(SampleFigures.recipes).elements
    let ticks = elements.filter { $0.role == .tickLabel }.compactMap(\.text?.run.string)
    // One column of numbers for each of two rows, one line of them below each of three columns.
    #expect(ticks.count { $0 == "75" } == 2)
    #expect(ticks.count { $0 == "1" } == 3)
  }

  @Test func drawingPassesEverythingToTheCanvasInOrder() throws {
    let layout = try layout(SampleFigures.alpha)
    var canvas = RecordingCanvas()
    layout.draw(on: &canvas)
    let texts = canvas.operations.compactMap { operation -> TextRun? in
      if case .text(let run) = operation { run } else { nil }
    }
    #expect(texts == layout.elements.compactMap(\.text?.run))
    guard case .fill(let path, let color) = canvas.operations.first else {
      Issue.record("The ground is not drawn first.")
      return
    }
    #expect(color == FigureTheme.light.ground)
    #expect(path.bounds?.width == layout.size.width)
    #expect(path.bounds?.height == layout.size.height)
  }

  @Test func theThemeChangesColoursAlone() throws {
    let light = try layout(SampleFigures.alpha)
    let dark = try SampleFigures.alpha.layout(metrics: FixedFontMetrics(), theme: .dark)
    #expect(light.size == dark.size)
    #expect(
      light.elements.compactMap(\.text?.box) == dark.elements.compactMap(\.text?.box))
    #expect(light != dark)
  }
}

extension FigureLayout.Element {
  fileprivate var text: PlacedText? { if case .text(let text) = shape { text } else { nil } }
  fileprivate var line: [Point]? { if case .line(let points, _) = shape { points } else { nil } }
  fileprivate var marker: Marker? { if case .marker(let marker) = shape { marker } else { nil } }
}
