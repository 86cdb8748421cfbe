/// How keys of provenance are spelt as keywords of PNG text chunks.
enum PNGKeyword {
  private static let prefix = "provenance."

  static func keyword(of key: String) -> String { key == "store" ? "Source" : prefix + key }

  /// Nil for a keyword that holds no provenance.
  static func key(of keyword: String) -> String? {
    if keyword == "Source" { return "store" }
    if keyword == "Software" { return "software" }
    return keyword.hasPrefix(prefix) ? String(keyword.dropFirst(prefix.count)) : nil
  }
}
