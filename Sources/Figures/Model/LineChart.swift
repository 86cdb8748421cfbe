/// Series over a shared horizontal axis, in one panel or in a grid of panels.
public struct LineChart: Hashable, Sendable {
  public var x: Axis
  /// The first row has the most panels; later ones fill its columns from the left.
  public var rows: [PanelRow]
  /// What an open marker says, such as "one seed: decides no claim".
  public var exploratoryMeaning: String
  /// What a margin says, such as "0.15 of the attention effect"; unused where no point has one.
  public var marginMeaning: String
  /// What the halo of a highest point says; unused where no point has one.
  public var optimumMeaning: String
  /// Whether series that would hide each other at one x stand side by side there. False where the
  /// slope of a line matters, which that would change.
  public var setsApart: Bool

  /// Points that a logarithmic axis has no place for become gaps of their series.
  public init(
    x: Axis, rows: [PanelRow], exploratoryMeaning: String, marginMeaning: String = "",
    optimumMeaning: String = "", setsApart: Bool = true
  ) {
    self.x = x
    self.rows = Self.placed(rows, over: x)
    self.exploratoryMeaning = exploratoryMeaning
    self.marginMeaning = marginMeaning
    self.optimumMeaning = optimumMeaning
    self.setsApart = setsApart
  }

  /// A chart of one panel.
  public init(x: Axis, panel: Panel, exploratoryMeaning: String) {
    self.init(x: x, rows: [PanelRow([panel])], exploratoryMeaning: exploratoryMeaning)
  }

  package var panels: [Panel] { rows.flatMap(\.panels) }
}
