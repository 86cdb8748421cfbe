import Figures
import Networks

extension Pointwise {
  /// One look in all figures.
  var style: SeriesStyle { SeriesStyle.distinct[Pointwise.allCases.firstIndex(of: self)!] }
}
