/// A place of a series where nothing can be drawn: its line is broken there. What is known of it
/// stands in the numbers, in the caption and in the alt text.
public struct Gap: Hashable, Sendable {
  public enum Reason: Hashable, Sendable {
    /// No value is known.
    case missing
    /// The value, or the position along x, is zero or below, and its axis is logarithmic.
    case notPositive
  }

  public var x: Double
  /// Nil where none is known.
  public var value: Double?
  public var reason: Reason
  /// The values behind it, one for each seed.
  public var replicates: [Double]
  /// The name of its x, such as the model's name.
  public var label: String?
  /// As those of a point.
  public var facets: [String: String]

  public init(
    x: Double, value: Double? = nil, reason: Reason = .missing, replicates: [Double] = [],
    label: String? = nil, facets: [String: String] = [:]
  ) {
    self.x = x
    self.value = value
    self.reason = reason
    self.replicates = replicates
    self.label = label
    self.facets = facets
  }
}

extension LineChart {
  /// The rows with every point that a logarithmic axis has no place for turned into a gap. What is no
  /// number stays, and is an error when the figure is laid out.
  static func placed(_ rows: [PanelRow], over x: Axis) -> [PanelRow] {
    rows.map { row in
      var row = row
      for index in row.panels.indices {
        let y = row.panels[index].y
        row.panels[index].series = row.panels[index].series.map { $0.placed(x: x, y: y) }
      }
      return row
    }
  }
}

extension Series {
  fileprivate func placed(x: Axis, y: Axis) -> Series {
    func isOutside(_ point: DataPoint) -> Bool {
      (x.scale == .logarithmic && point.x <= 0)
        || (y.scale == .logarithmic && !point.isDiverged && point.center <= 0)
    }
    guard points.contains(where: isOutside) else { return self }
    var series = self
    series.points.removeAll(where: isOutside)
    series.gaps += points.filter(isOutside).map { point in
      Gap(
        x: point.x, value: point.center, reason: .notPositive, replicates: point.replicates,
        label: point.label, facets: point.facets)
    }
    return series
  }

  /// The points in the order of x, apart wherever a gap or a diverged point lies between them.
  var unbrokenPoints: [[DataPoint]] {
    var runs: [[DataPoint]] = [[]]
    var previous = -Double.infinity
    var isMean: Bool?
    for point in sortedPoints {
      // A mean over seeds and a single seed are not of one kind.
      let differs = isMean.map { $0 != (point.replicates.count > 1) } ?? false
      if point.isDiverged || differs
        || gaps.contains(where: { $0.x >= previous && $0.x <= point.x })
      {
        runs.append([])
      }
      isMean = point.replicates.count > 1
      if !point.isDiverged { runs[runs.count - 1].append(point) }
      previous = point.x
    }
    return runs.filter { !$0.isEmpty }
  }

  /// Such as "no value at 64 and 128", for captions and alt text; empty without gaps. Many are counted,
  /// not listed: the numbers have all.
  var gapWords: String {
    func words(_ reason: Gap.Reason, _ what: String) -> String? {
      let gaps = gaps.filter { $0.reason == reason }.sorted { $0.x < $1.x }
      guard !gaps.isEmpty else { return nil }
      let shown = 3
      var places = gaps.prefix(shown).map { $0.label ?? NumberText.shortest($0.x, places: 3) }
      if gaps.count > shown { places.append("\(gaps.count - shown) more") }
      let last = places.removeLast()
      return "\(what) at "
        + (places.isEmpty ? last : places.joined(separator: ", ") + " and " + last)
    }
    return [
      words(.missing, "no value"),
      words(.notPositive, "zero or below, which no logarithmic axis shows,"),
    ].compactMap(\.self).joined(separator: "; ")
  }
}
