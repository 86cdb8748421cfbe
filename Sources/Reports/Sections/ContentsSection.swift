/// Links to the sections of a document.
struct Contents {
  /// Titles in their order, and where else the report goes on.
  let titles: [String]
  let elsewhere: [(title: String, link: String)]

  var block: Block {
    let own = titles.map { "[\($0)](#\(HeadingAnchor.of($0)))" }
    let others = elsewhere.map { "[\($0.title)](\($0.link))" }
    return .paragraph("Contents: " + (own + others).joined(separator: " · "))
  }
}

/// The name by which a link finds a heading, as code hosts make it: lower case, spaces as hyphens, no
/// other signs.
package enum HeadingAnchor {
  package static func of(_ title: String) -> String {
    String(
      String.UnicodeScalarView(
        title.lowercased().unicodeScalars.compactMap { scalar in
          if scalar == " " { return "-" }
          let isKept = scalar.properties.isAlphabetic || scalar.properties.numericType != nil
          return isKept || scalar == "-" || scalar == "_" ? scalar : nil
        }))
  }
}
