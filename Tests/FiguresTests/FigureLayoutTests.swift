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

  @Test(arguments: [360.0, 720])
  func otherWidthsOfGrids(_ width: Double) throws {
    for var figure in [
      SampleFigures.recipes, SampleFigures.unevenRecipes, SampleFigures.scaling,
      SampleFigures.weights,
    ] {
      figure.width = width
      #expect(faults(in: try layout(figure)) == [], "\(figure.name)")
    }
  }

  @Test(arguments: SampleFigures.all)
  func everyPointHasOneMarkerAndEveryReplicateToo(_ figure: Figure) throws {
    let elements = try layout(figure).elements
    func count(_ role: FigureLayout.Role) -> Int { elements.count { $0.role == role } }
    switch figure.chart {
    case .lines(let chart):
      let panels = chart.rows.flatMap(\.panels)
      let points = panels.flatMap(\.series).filter { $0.form != .guide }.flatMap(\.points)
      let shown = points.filter { !$0.isDiverged }
      let bands = panels.flatMap(\.references).filter {
        if case .band = $0.prominence { true } else { false }
      }
      // A replicate that is alone is the point itself.
      let groups = (shown.map(\.replicates) + bands.map(\.replicates)).filter { $0.count > 1 }
      #expect(count(.point) == shown.count)
      #expect(count(.diverged) == 2 * (points.count - shown.count))
      #expect(count(.interval) == shown.count { $0.interval != nil })
      #expect(count(.replicate) == groups.reduce(0) { $0 + $1.count })
      #expect(count(.margin) == points.count { $0.margin != nil })
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
    // Leaders of names beside a panel bend twice; those of names of points are straight.
    let leaders = try layout(figure).elements.filter { $0.role == .leader }.compactMap(\.line)
      .filter { $0.count == 3 }
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

  /// Where the last panel lacks a series its names cannot speak for the row: a key names all, once.
  @Test(arguments: [
    (SampleFigures.scaling, ["ReLU / L", "softmax", "linear probe"]),
    (
      SampleFigures.unevenRecipes,
      ["ReLU", "ReLU²", "GELU", "softplus", "identity", "ReLU6", "sigmoid", "softmax", "uniform"]
    ),
  ])
  func aKeyNamesAllWhereTheLastPanelLacksSome(_ figure: Figure, names: [String]) throws {
    let elements = try layout(figure).elements
    let key = elements.filter { $0.role == .keyText }.compactMap(\.text?.run.string)
    for name in names { #expect(key.count { $0 == name } == 1, "\(name)") }
    #expect(!elements.contains { $0.role == .directLabel })
  }

  @Test func emptyPanelsSaySoAndHaveNoFrame() throws {
    let elements = try layout(SampleFigures.unevenRecipes).elements
    #expect(
      elements.filter { $0.role == .emptyPanel }.compactMap(\.text?.run.string)
        == ["no runs", "no runs"])
    // Two lines, of x and of y, for each of the four panels that hold something.
    #expect(elements.count { $0.role == .axis } == 2 * 4)
  }

  /// Every column has its numbers below its lowest panel, and its own on the left where the ranges
  /// differ.
  @Test func columnsWithRangesOfTheirOwnHaveTheirOwnNumbers() throws {
    let elements = try layout(SampleFigures.unevenRecipes).elements
    let ticks = elements.filter { $0.role == .tickLabel }.compactMap(\.text)
    #expect(ticks.count { $0.run.string == "1" } == 3)
    #expect(Set(ticks.filter { $0.run.string == "1" }.map(\.box.top)).count == 2)
    let shared = try layout(SampleFigures.recipes).elements.filter { $0.role == .tickLabel }
    #expect(ticks.count > shared.count)
  }

  @Test(arguments: [("scaling", 20), ("crowded-names", 8)])
  func namesOfPointsStandApartAndCoverNoMarker(_ name: String, count: Int) throws {
    let figure = try #require(SampleFigures.all.first { $0.name == name })
    let elements = try layout(figure).elements
    let names = elements.filter { $0.role == .pointLabel }.compactMap(\.text?.box)
    #expect(names.count == count)
    for marker in elements.filter({ $0.role == .point }).compactMap(\.marker) {
      let box = Rectangle(
        left: marker.center.x - 1, top: marker.center.y - 1, width: 2, height: 2)
      #expect(!names.contains { $0.overlaps(box) })
    }
  }

  @Test func lengthsInABoxAreThoseOfTheClippedLine() {
    let box = Rectangle(left: 0, top: 0, width: 10, height: 10)
    #expect(box.length(ofLine: [Point(-5, 5), Point(15, 5)]) == 10)
    #expect(box.length(ofLine: [Point(2, 2), Point(5, 6)]) == 5)
    #expect(box.length(ofLine: [Point(-5, 11), Point(15, 11)]) == 0)
    #expect(box.length(ofLine: [Point(5, 20), Point(5, 5), Point(5, -20)]) == 10)
  }

  /// The label of a length stands at its logarithm, and there are no others.
  @Test func ticksStandWhereTheAxisAsksForThem() throws {
    let ticks = try layout(SampleFigures.weights).elements.filter { $0.role == .tickLabel }
      .compactMap(\.text?.run.string)
    #expect(ticks.filter { ["49", "196", "784", "3136"].contains($0) }.count == 8)
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
