/// How the bars of a chart's intervals are told apart: one look for one meaning.
struct IntervalLooks {
  /// What stands at either end of a bar.
  enum Ends: Hashable, CaseIterable { case plain, caps, dots }

  /// The short names: those with a level first, then the most frequent first.
  let names: [String]

  init(_ intervals: [Interval]) {
    let groups = Dictionary(grouping: intervals, by: \.kind.shortName)
    func rank(_ name: String) -> (Int, Int, String) {
      let group = groups[name]!
      return (group.contains { $0.kind.level != nil } ? 0 : 1, -group.count, name)
    }
    names = groups.keys.sorted { rank($0) < rank($1) }
  }

  func ends(of interval: Interval) -> Ends {
    Self.ends(at: names.firstIndex(of: interval.kind.shortName) ?? 0)
  }

  private static func ends(at index: Int) -> Ends {
    Ends.allCases[min(index, Ends.allCases.count - 1)]
  }

  /// An entry for every look; what each interval is of stands in the caption.
  func keyItems(isHorizontal: Bool) -> [KeyItem] {
    Ends.allCases.compactMap { ends in
      let own = names.indices.filter { Self.ends(at: $0) == ends }.map { names[$0] }
      return own.isEmpty
        ? nil
        : KeyItem(
          sample: .interval(isHorizontal: isHorizontal, ends: ends),
          text: own.joined(separator: " or "))
    }
  }
}
