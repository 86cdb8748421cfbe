import Claims
import Foundation

extension Claim {
  /// The claim's margin, such as "0.20 of the attention effect"; "none" without one.
  public var marginWords: String { words(of: margin) }

  /// A margin of this claim, now or once; two margins that differ have different words.
  public func words(of margin: Margin) -> String {
    switch margin {
    case .none: "none"
    case .fraction(let fraction): "\(exact(fraction, places: 2)) of the \(referenceWords)"
    case .window(let window): range(window, places: 2)
    case .factor(let factor): "within a factor of \(exact(factor, places: 1))"
    case .range(let ends): range(ends, places: 1)
    }
  }

  /// What a fraction is taken of: the attention effect is softmax minus uniform attention.
  var referenceWords: String {
    guard let referenceEffect else { return "reference effect" }
    let isAttention =
      referenceEffect.arm.arm(of: nil) == Arm(.softmax)
      && referenceEffect.against.arm(of: nil) == Arm(.uniform)
    return isAttention ? "attention effect" : "reference effect"
  }

  private func range(_ range: ClosedRange<Double>, places: Int) -> String {
    "\(exact(range.lowerBound, places: places)) to \(exact(range.upperBound, places: places))"
  }

  /// With so many decimals, or as many more as it takes to read the same number back.
  private func exact(_ value: Double, places: Int) -> String {
    let texts = (places...17).lazy.map { String(format: "%.\($0)f", value) }
    return texts.first { Double($0) == value } ?? "\(value)"
  }
}
