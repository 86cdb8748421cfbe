import Claims
import Experiments
import Figures
import Networks

extension SeriesStyle {
  /// Softmax, in all figures.
  static let softmax = SeriesStyle(hue: .ink, marker: .square, dash: .dashed)
}

extension Arm {
  /// One look in all figures: the colour says which function, marker and dash which variant of it.
  var style: SeriesStyle {
    switch attention {
    case .softmax: return .softmax
    case .uniform: return SeriesStyle(hue: .quiet, marker: .circle, dash: .dotted)
    case .none: return SeriesStyle(hue: .quiet, marker: .diamond, dash: .dashed)
    case .pointwise(let h, let alpha):
      var style = h.style
      if gate != .none {
        (style.marker, style.dash) = (.pointer, .shortDashed)
      } else if !qkNorm {
        (style.marker, style.dash) = (.plus, .dashDotDotted)
      } else if alpha != LengthExponent(1) {
        style.dash = .dotted
      }
      return style
    }
  }
}
