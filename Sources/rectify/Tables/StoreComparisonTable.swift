import Claims
import Experiments
import Reports

/// Two stores beside each other, in words and columns.
struct StoreComparisonTable {
  private let comparison: StoreComparison
  private let left: String
  private let right: String

  init(_ comparison: StoreComparison, left: String, right: String) {
    self.comparison = comparison
    self.left = left
    self.right = right
  }

  var text: String {
    var parts = [
      "\(counted(comparison.shared.count, "run")) in both, \(comparison.onlyLeft.count) only in "
        + "\(left), \(comparison.onlyRight.count) only in \(right)."
    ]
    guard !comparison.shared.isEmpty else { return parts[0] }
    if comparison.provenance.isEmpty {
      parts.append("Provenance: the same in every field.")
    } else {
      let rows = comparison.provenance.map {
        [$0.field, $0.left.joined(separator: "; "), $0.right.joined(separator: "; ")]
      }
      parts.append("Provenance:\n" + text(["field", left, right], rows))
    }
    if comparison.results.isEmpty {
      parts.append("Results: all the same, to the bit.")
    } else {
      let rows = comparison.results.map {
        [$0.id, $0.field, Self.short($0.left), Self.short($0.right)]
      }
      parts.append(
        "Results: \(comparison.equal) of \(counted(comparison.shared.count, "run")) the same to the "
          + "bit.\n" + text(["run", "field", left, right], rows))
    }
    return parts.joined(separator: "\n\n")
  }

  private func text(_ titles: [String], _ rows: [[String]]) -> String {
    TerminalPrinter.text(
      of: Table(titles.map(Table.Column.text), rows: rows.map { $0.map(Table.Cell.text) }))
  }

  /// Digests, curves and bits are long; their beginning shows that they differ.
  private static func short(_ value: String) -> String {
    value.count > 24 ? value.prefix(21) + "..." : value
  }
}
