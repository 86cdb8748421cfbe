/// What was found in each of a table's cells: one mark a cell, no numbers.
public struct MatrixChart: Hashable, Sendable {
  public struct Cell: Hashable, Sendable {
    /// What was made of it; each has its own marker and colour.
    public var source: IntervalRow.Source
    /// A word beside the mark; nil where the mark says all.
    public var note: String?
    /// Whether it decides; others are drawn as open markers.
    public var isConfirmatory: Bool
    /// What the cell is of, such as `["model": "S/32"]`: columns of the CSV.
    public var facets: [String: String]

    public init(
      source: IntervalRow.Source, note: String? = nil, isConfirmatory: Bool,
      facets: [String: String] = [:]
    ) {
      self.source = source
      self.note = note
      self.isConfirmatory = isConfirmatory
      self.facets = facets
    }
  }

  public struct Row: Hashable, Sendable {
    /// A few letters at the far left, such as the claim's id; shown once for neighbours that share it.
    public var code: String
    public var label: String
    /// One for each column; nil where the row has none there.
    public var cells: [Cell?]

    public init(code: String, label: String, cells: [Cell?]) {
      self.code = code
      self.label = label
      self.cells = cells
    }
  }

  public var columns: [String]
  public var rows: [Row]
  /// What an open marker says.
  public var exploratoryMeaning: String

  public init(columns: [String], rows: [Row], exploratoryMeaning: String) {
    self.columns = columns
    self.rows = rows
    self.exploratoryMeaning = exploratoryMeaning
  }
}

extension MatrixChart {
  /// Each source once, in the order in which they come first.
  var sources: [IntervalRow.Source] {
    rows.flatMap(\.cells).compactMap(\.self).reduce(into: []) { sources, cell in
      if !sources.contains(cell.source) { sources.append(cell.source) }
    }
  }
}
