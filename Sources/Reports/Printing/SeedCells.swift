import Figures

extension Table.Cell {
  /// How many values stand in a cell one by one; of more, the lowest and the highest.
  static let mostSeeds = 12

  /// The values of seeds, each leading to its row; many of them as a range that leads to the row of all.
  ///
  /// - Parameter words: of one value.
  static func seeds(
    _ values: [Double], links: [String?], all: String?, _ words: (Double) -> String
  ) -> Table.Cell {
    guard values.count > mostSeeds, let low = values.min(), let high = values.max() else {
      return .links(zip(values, links).map { Table.LinkedWords(words($0), to: $1) })
    }
    return .linked("\(words(low)) to \(words(high))", to: all)
  }

  /// The same where all stand in one row.
  static func seeds(_ values: [Double], _ words: (Double) -> String) -> Table.Cell {
    guard values.count > mostSeeds, let low = values.min(), let high = values.max() else {
      return .text(values.map(words).joined(separator: ", "))
    }
    return .text("\(words(low)) to \(words(high))")
  }
}
