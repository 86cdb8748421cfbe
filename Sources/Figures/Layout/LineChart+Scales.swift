extension LineChart {
  /// The range of every vertical axis: all that is drawn in the panels that share it, but for
  /// diverged points, which would press the others together; unless there is nothing else.
  var yScales: [Axis: Scale] {
    Dictionary(grouping: panels, by: \.y).reduce(into: [:]) { scales, group in
      let (axis, panels) = group
      let points = panels.flatMap(\.points)
      let cells = points.filter { !$0.isDiverged }.flatMap { point -> [Double] in
        let margin = point.margin.map { [$0.lowerBound, $0.upperBound] } ?? []
        return [point.center] + point.replicates + point.interval.ends + margin
      }
      let lines = panels.flatMap(\.references).flatMap { reference in
        [reference.value]
          + (reference.isBand ? reference.replicates + reference.interval.ends : [])
      }
      let values =
        (axis.includes + cells + lines + panels.compactMap(\.origin)).filter {
          axis.scale == .linear || $0 > 0
        }
      scales[axis] = .fitting(
        values.isEmpty ? points.map(\.center).filter { axis.scale == .linear || $0 > 0 } : values,
        kind: axis.scale, padding: 0.06)
    }
  }

  /// Covers all points, with at least `margin` points of the page free at either end of an axis that
  /// is `length` points long.
  func xScale(length: Double, margin: Double = 0) -> Scale {
    .fitting(
      x.includes + panels.flatMap(\.points).map(\.x), kind: x.scale,
      padding: max(0.05, margin / (length - 2 * margin)))
  }

  /// The largest number of points at one x of one panel.
  var mostPoints: Int {
    panels.flatMap { panel in
      Dictionary(grouping: panel.marks, by: \.x).values.map(\.count)
    }.max() ?? 0
  }

  /// Series that share an x stand side by side where one would hide another: where both have bars or
  /// replicates there, or their markers touch. 0 where nothing hides.
  ///
  /// - Parameters:
  ///   - width: of a panel, in points of the page.
  ///   - heights: of the panels of each row.
  func sidewaysStep(width: Double, heights: [Double]) -> Double {
    let (xScale, yScales) = (xScale(length: width), yScales)
    let isCrowded = zip(rows, heights).contains { row, height in
      row.panels.contains { panel in
        let yScale = yScales[panel.y]!
        func hides(_ first: DataPoint, _ second: DataPoint) -> Bool {
          let distance =
            (yScale.fraction(of: first.center) - yScale.fraction(of: second.center)).magnitude
          return (first.isSpread && second.isSpread) || distance * height < 7
        }
        return Dictionary(grouping: panel.marks, by: \.x).values.contains { points in
          points.indices.contains { first in
            points[..<first].contains { hides($0, points[first]) }
          }
        }
      }
    }
    guard setsApart, isCrowded else { return 0 }
    // The points at two neighbouring x may fill half of what lies between them.
    let fitting =
      panels.flatMap { panel in
        let groups = Dictionary(grouping: panel.marks, by: \.x).sorted { $0.key < $1.key }
        return zip(groups, groups.dropFirst()).compactMap { left, right -> Double? in
          let steps = Double(left.value.count + right.value.count - 2) / 2
          let distance = (xScale.fraction(of: right.key) - xScale.fraction(of: left.key)) * width
          return steps > 0 ? 0.5 * distance / steps : nil
        }
      }.min() ?? .infinity
    // No farther than keeps two markers apart, and never so far that a series seems to stand at
    // another x.
    return min(8.5, 22 / Double(mostPoints), fitting)
  }
}

extension Panel {
  /// The points that have a marker.
  var marks: [DataPoint] { series.filter(\.form.hasMarkers).flatMap(\.points) }

  /// How many of the series before the one at `index` lie on all of its points: it would be hidden.
  /// On a panel of usual height a thousandth of the axis is a quarter of a point.
  func coverers(of index: Int, _ scale: Scale) -> [Int] {
    func places(_ series: Series) -> [Double: Double]? {
      guard series.form == .joined, !series.points.contains(where: \.isDiverged) else { return nil }
      return Dictionary(
        series.points.map { ($0.x, scale.fraction(of: $0.center)) }, uniquingKeysWith: { $1 })
    }
    guard let own = places(series[index]), !own.isEmpty else { return [] }
    return series[..<index].indices.filter { other in
      guard let others = places(series[other]), others.count == own.count else { return false }
      return own.allSatisfy { x, place in others[x].map { ($0 - place).magnitude < 0.006 } ?? false
      }
    }
  }
}

extension DataPoint {
  /// Drawn with a bar or with replicates.
  fileprivate var isSpread: Bool { interval != nil || replicates.count > 1 }
}
