/// A string with raised and lowered parts, read from a small markup: `L^{−α} h`, `x_{1}`. A caret or
/// underscore without a brace stands for itself.
public struct RichText: Hashable, Sendable {
  package enum Script: Hashable, Sendable { case base, raised, lowered }

  package struct Piece: Hashable, Sendable {
    package var string: String
    package var script: Script
  }

  package var pieces: [Piece] = []

  public init(_ markup: String) {
    var rest = Substring(markup)
    var base = ""
    while let character = rest.first {
      if character == "^" || character == "_", rest.dropFirst().first == "{",
        let end = rest.firstIndex(of: "}")
      {
        if !base.isEmpty { pieces.append(Piece(string: base, script: .base)) }
        base = ""
        let inner = rest[rest.index(rest.startIndex, offsetBy: 2)..<end]
        pieces.append(
          Piece(string: String(inner), script: character == "^" ? .raised : .lowered))
        rest = rest[rest.index(after: end)...]
      } else {
        base.append(character)
        rest.removeFirst()
      }
    }
    if !base.isEmpty { pieces.append(Piece(string: base, script: .base)) }
  }

  /// Without the braces: "L^−α h".
  public var plain: String {
    pieces.map { piece in
      switch piece.script {
      case .base: piece.string
      case .raised: "^" + piece.string
      case .lowered: "_" + piece.string
      }
    }.joined()
  }

  package func width(font: Font, metrics: some FontMetrics) -> Double {
    pieces.reduce(0) { $0 + metrics.width(of: $1.string, font: $1.font(within: font)) }
  }
}

extension RichText.Piece {
  /// Raised and lowered parts are set at 0.72 of the size.
  func font(within font: Font) -> Font {
    script == .base ? font : Font(size: font.size * 0.72, weight: font.weight)
  }

  /// How far the baseline lies above that of the base, in points.
  func rise(within font: Font) -> Double {
    switch script {
    case .base: 0
    case .raised: 0.34 * font.size
    case .lowered: -0.16 * font.size
    }
  }
}
