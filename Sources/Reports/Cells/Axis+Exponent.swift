import Figures

extension Axis {
  /// The exponent's axis of Figures 2 to 4, the paper's.
  static let exponent = Axis(title: "Exponent α in L^{−α} h(q·k / √d)", includes: [0, 2])
}
