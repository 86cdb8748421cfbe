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
    #expect(try layout(figure).faults == [])
  }

  @Test func theCheckSeesWhatItIsFor() throws {
    var crowded = try layout(SampleFigures.alpha)
    crowded.elements.append(try #require(crowded.elements.first { $0.role == .title }))
    #expect(crowded.faults.count == 1)
    var narrow = try layout(SampleFigures.alpha)
    narrow.size.width -= 20
    #expect(!narrow.faults.isEmpty)
  }

  @Test(arguments: [260.0, 360, 518.4, 720])
  func otherWidths(_ width: Double) throws {
    for var figure in [SampleFigures.alpha, SampleFigures.overhead] {
      figure.width = width
      #expect(try layout(figure).faults == [])
    }
  }

  /// A column of a paper, 85 mm, among others.
  @Test(arguments: [241, 300, 360.0, 720])
  func otherWidthsOfGrids(_ width: Double) throws {
    for var figure in [
      SampleFigures.recipes, SampleFigures.unevenRecipes, SampleFigures.scaling,
      SampleFigures.weights, SampleFigures.closedUp, SampleFigures.gateWithCost,
      SampleFigures.claims,
    ] {
      figure.width = width
      #expect(try layout(figure).faults == [], "\(figure.name)")
    }
  }

  /// Words that a wide page has in one piece are in one piece on a narrow one too.
  @Test(arguments: [
    SampleFigures.alpha, SampleFigures.recipes, SampleFigures.scaling, SampleFigures.weights,
    SampleFigures.gateWithCost, SampleFigures.claims, SampleFigures.overhead,
  ])
  func aColumnOfAPaperBreaksNoWord(_ figure: Figure) throws {
    func words(_ width: Double, _ role: FigureLayout.Role) throws -> Set<Substring> {
      var figure = figure
      figure.width = width
      return Set(
        try layout(figure).elements.filter { $0.role == role }.flatMap { element -> [Substring] in
          if case .text(let text) = element.shape {
            text.run.string.split(separator: " ")
          } else {
            []
          }
        })
    }
    for role in [
      FigureLayout.Role.panelTitle, .panelSubtitle, .rowLabel, .rowValue, .rowNote, .title,
    ] {
      #expect(try words(241, role) == words(2000, role))
    }
  }

  /// Whatever the range, and however little room there is.
  @Test(
    arguments: [0.3...0.9, 0.0004...0.0045, 2...3, 0.11...0.19, 1e-7...1e5], [200.0, 241, 518.4])
  func aLogarithmicAxisHasTwoNumbers(_ range: ClosedRange<Double>, _ width: Double) throws {
    let ends = [range.lowerBound, range.upperBound]
    let axis = Axis(title: "t", scale: .logarithmic)
    var figure = Figure(
      name: "log", title: "t", finding: "f", description: "d", provenance: [:],
      chart: .lines(
        LineChart(
          x: axis,
          rows: [
            PanelRow(
              (0..<3).map { index in
                Panel(
                  title: "panel \(index)", y: axis,
                  series: [
                    Series(
                      name: "ReLU", style: .distinct[0],
                      points: ends.map { DataPoint(x: $0, center: $0) })
                  ])
              })
          ], exploratoryMeaning: "")))
    figure.width = width
    let boxes = try layout(figure).elements.filter { $0.role == .tickLabel }
      .compactMap { element -> Rectangle? in
        if case .text(let text) = element.shape { text.box } else { nil }
      }
    let below = boxes.map(\.top).max()!
    let numbers = boxes.filter { $0.top > below - 4 }
    #expect(Set(numbers.map { ($0.left / 5).rounded() }).count >= 2)
    #expect(boxes.count - numbers.count >= 2)
  }

  @Test(arguments: SampleFigures.all)
  func everyPointHasOneMarkerAndEveryReplicateToo(_ figure: Figure) throws {
    let elements = try layout(figure).elements
    func count(_ role: FigureLayout.Role) -> Int { elements.count { $0.role == role } }
    switch figure.chart {
    case .stacked: break  // Its parts stand in the list themselves.
    case .matrix(let chart):
      #expect(count(.point) == chart.rows.flatMap(\.cells).count { $0 != nil })
    case .lines(let chart):
      let panels = chart.rows.flatMap(\.panels)
      let points = panels.flatMap(\.series).filter(\.form.hasMarkers).flatMap(\.points)
      let shown = points.filter { !$0.isDiverged }
      let bands = panels.flatMap(\.references).filter {
        if case .band = $0.prominence { true } else { false }
      }
      // A replicate that is alone is the point itself.
      let groups = (shown.map(\.replicates) + bands.map(\.replicates)).filter { $0.count > 1 }
      #expect(count(.point) == shown.count)
      let crosses = panels.flatMap(\.series).flatMap(\.points).count { $0.isDiverged }
      #expect(count(.diverged) == 2 * crosses)
      #expect(count(.interval) == shown.count { $0.interval != nil })
      #expect(count(.replicate) == groups.reduce(0) { $0 + $1.count })
      #expect(count(.margin) == points.count { $0.margin != nil })
    case .intervals(let chart):
      #expect(count(.point) == chart.rows.count { $0.value != nil })
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

  /// No two entries of a chart's key have one sample.
  @Test(arguments: SampleFigures.all)
  func oneGlyphHasOneMeaning(_ figure: Figure) throws {
    var meanings: [[String]: Set<String>] = [:]
    var own: [String] = []
    for element in try layout(figure).elements {
      switch (element.role, element.shape) {
      case (.sample, .line(let points, let pen)):
        let moves = points.map {
          "\(($0.x - points[0].x).rounded()) \(($0.y - points[0].y).rounded())"
        }
        own.append("line \(moves) \(pen)")
      case (.sample, .marker(let marker)):
        own.append(
          "\(marker.shape) \(marker.radius) \(marker.fill) \(String(describing: marker.outline))")
      case (.sample, .rectangle(let box, let color)):
        own.append("box \(box.width.rounded()) \(box.height.rounded()) \(color)")
      case (.keyText, _):
        let words = element.text?.run.string ?? ""
        if !own.isEmpty { meanings[own, default: []].insert(words) }
        own = []
      case (.axisTitle, _):
        // The next chart has a key of its own.
        #expect(meanings.values.allSatisfy { $0.count == 1 }, "\(meanings)")
        (meanings, own) = ([:], [])
      default: own = []
      }
    }
    #expect(meanings.values.allSatisfy { $0.count == 1 }, "\(meanings)")
  }

  @Test func loneExploratoryCellsAreOpen() throws {
    let background = FigureTheme.light.background
    let markers = try layout(SampleFigures.alpha).elements.filter { $0.role == .point }
      .compactMap(\.marker)
    // ReLU at 0 and 1 decides; its other five cells and three of each other series do not.
    // Where one would cover another it is clear.
    let open = [background, background.with(alpha: 0)]
    #expect(markers.count { open.contains($0.fill) } == 5 + 6 * 3)
    #expect(markers.count { !open.contains($0.fill) } == 2)
    #expect(markers.contains { $0.fill == open[1] })
    // Outlines are drawn last: a full marker would hide them.
    let last = try #require(markers.lastIndex { !open.contains($0.fill) })
    #expect(last == 1)
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

  /// The label of a length stands at its logarithm, and there are no others.
  @Test func ticksStandWhereTheAxisAsksForThem() throws {
    let ticks = try layout(SampleFigures.weights).elements.filter { $0.role == .tickLabel }
      .compactMap(\.text?.run.string)
    #expect(ticks.filter { ["49", "196", "784", "3136"].contains($0) }.count == 8)
  }

  @Test(arguments: 1...10)
  func anyNumberOfSeries(_ count: Int) throws {
    for figure in SampleFigures.series(count: count) {
      let layout = try layout(figure)
      #expect(layout.faults == [], "\(figure.name)")
      let names = layout.elements.filter { [.directLabel, .keyText].contains($0.role) }
        .compactMap(\.text?.run.string)
      for index in 0..<count { #expect(names.contains("series \(index)"), "\(figure.name)") }
    }
  }

  /// A later row may be shorter: it fills the columns from the left and leaves no frame behind.
  @Test func aShorterRowHasNoEmptyPanel() throws {
    let elements = try layout(SampleFigures.closedUp).elements
    #expect(elements.count { $0.role == .axis } == 2 * 5)
    #expect(!elements.contains { $0.role == .emptyPanel })
    // The third column's numbers stand below its only panel, so above those of the others.
    let tops = elements.filter { $0.role == .tickLabel }.compactMap(\.text)
      .filter { $0.run.string == "1" }.map(\.box.top)
    #expect(tops.count == 3 && Set(tops).count == 2)
  }

  /// A halo under the marker of the best point, and a bar with caps where there is an interval.
  @Test func theHighestPointHasAHaloAndItsInterval() throws {
    let elements = try layout(SampleFigures.optima).elements
    let optima = elements.filter { $0.role == .optimum }
    let points = elements.filter { $0.role == .point }.compactMap(\.marker?.center)
    let halos = optima.compactMap(\.marker)
    #expect(halos.count == 2 && halos.allSatisfy { points.contains($0.center) })
    // One bar and two caps: the second series has a point alone.
    let lines = optima.compactMap(\.line)
    #expect(lines.count == 3)
    let bar = try #require(lines.first)
    #expect(bar[0].y == bar[1].y && bar[0].x < halos[1].center.x && halos[1].center.x < bar[1].x)
    #expect(SampleFigures.optima.csv.contains("optimum"))
    #expect(SampleFigures.optima.caption.contains("95 % bootstrap interval"))
  }

  /// Series that lie on each other share a label, and the one below is drawn larger.
  @Test func hiddenSeriesShowAroundTheOneOnTop() throws {
    let elements = try layout(SampleFigures.coinciding).elements
    let labels = elements.filter { $0.role == .directLabel }.compactMap(\.text?.run.string)
    #expect(Set(labels) == ["ReLU, ReLU6", "softplus"])
    let markers = elements.filter { $0.role == .point }.compactMap(\.marker)
    let radii = Dictionary(grouping: markers, by: \.shape).mapValues { Set($0.map(\.radius)) }
    let top = try #require(radii[.circle]?.first)
    let below = try #require(radii[.plus]?.first)
    #expect(below > top)
    #expect(elements.count { $0.role == .sample } == 3)
  }

  /// Beyond the limits a row ends in an arrow at the edge of the plot; a row without a number holds
  /// words; neighbours with one region share its box.
  @Test func claimsStayWithinTheirLimits() throws {
    let elements = try layout(SampleFigures.claims).elements
    let axis = try #require(elements.first { $0.role == .axis }?.line)
    for interval in elements.filter({ $0.role == .interval }).compactMap(\.line) {
      #expect(interval.allSatisfy { (axis[0].x...axis[1].x).contains($0.x) })
    }
    let arrows = elements.filter { $0.role == .intervalEnd }.compactMap(\.line)
    #expect(arrows.count { $0.count == 3 } == 2)
    // Every row says its level, so that all intervals look alike.
    #expect(arrows.count { $0.count == 2 } == 0)
    let key = elements.filter { $0.role == .keyText }.compactMap(\.text?.run.string)
    #expect(key.contains("interval, its level beside it"))
    #expect(
      elements.filter { $0.role == .rowNote }.compactMap(\.text?.run.string).joined(separator: " ")
        == "S/8 was not timed.")
    let boxes = elements.filter { $0.role == .margin }
    #expect(boxes.count == 4)
    // The marker beside the verdict is that in the plot.
    let open = elements.filter { $0.role == .point }.compactMap(\.marker)
      .filter { $0.fill == FigureTheme.light.background }
    #expect(open.count == 1)
  }

  /// A bold line for the mean and a faint one a run, without markers; a cross where a run ended.
  @Test func curvesHaveNoMarkers() throws {
    let elements = try layout(SampleFigures.learning).elements
    #expect(!elements.contains { $0.role == .point })
    let widths = elements.filter { $0.role == .seriesLine }.compactMap(\.pen?.width)
    #expect(widths.count { $0 > 1.5 } == 2 && widths.count { $0 < 1 } == 6)
    #expect(elements.count { $0.role == .diverged } == 2)
    let labels = elements.filter { $0.role == .directLabel }.compactMap(\.text?.run.string)
    #expect(Set(labels) == ["softmax", "ReLU"])
  }

  @Test func chartsStandBelowEachOther() throws {
    let elements = try layout(SampleFigures.gateWithCost).elements
    let axes = elements.filter { $0.role == .axis }.compactMap(\.line)
    let lowestPanel = try #require(axes.dropLast().flatMap(\.self).map(\.y).max())
    let dots = elements.filter { $0.role == .point }.compactMap(\.marker?.center.y)
    #expect(dots.suffix(4).allSatisfy { $0 > lowestPanel })
    let figure = SampleFigures.gateWithCost
    #expect(figure.csv.contains("Extra step time") && figure.csv.contains("Test accuracy"))
    #expect(figure.altText.hasPrefix("Line chart, and dots with intervals"))
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
      Issue.record("The background is not drawn first.")
      return
    }
    #expect(color == FigureTheme.light.background)
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
  fileprivate var pen: Pen? { if case .line(_, let pen) = shape { pen } else { nil } }
  fileprivate var line: [Point]? { if case .line(let points, _) = shape { points } else { nil } }
  fileprivate var marker: Marker? { if case .marker(let marker) = shape { marker } else { nil } }
}
