import Claims
import Figures

extension Claim {
  /// What its drawn margin is, for the caption; nil where none is drawn.
  func marginSentence(of effect: String, in panels: [Panel]) -> String? {
    guard panels.flatMap(\.series).flatMap(\.points).contains(where: { $0.margin != nil })
    else { return nil }
    return "Grey boxes: the margin of claim \(id), a fraction of \(effect) on that model, where "
      + "that is clearly positive; the claim's own test also includes the error of the margin."
  }
}
