import Figures

/// "a", "a and b", "a, b and c".
func list(_ items: [some CustomStringConvertible]) -> String {
  let words = items.map(\.description)
  guard let last = words.last else { return "" }
  return words.count == 1 ? last : words.dropLast().joined(separator: ", ") + " and " + last
}

/// "1 seed", "1,224 runs", "8 processes". In place of the one of Claims, which knows no commas.
func counted(_ count: Int, _ noun: String) -> String {
  "\(NumberText.grouped(count)) \(noun)\(count == 1 ? "" : noun.hasSuffix("s") ? "es" : "s")"
}
