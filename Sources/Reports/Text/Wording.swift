/// "a", "a and b", "a, b and c".
func list(_ items: [some CustomStringConvertible]) -> String {
  let words = items.map(\.description)
  guard let last = words.last else { return "" }
  return words.count == 1 ? last : words.dropLast().joined(separator: ", ") + " and " + last
}
