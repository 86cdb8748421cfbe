import Figures
import Foundation

// How numbers and words of the report are written; no locale has a say in it.

/// A number with a fixed count of decimals and the hyphen as its minus sign, as text in files has it.
func fixed(_ value: Double, _ places: Int) -> String {
  Figures.fixed(value, places: places, minus: "-")
}

/// A number with its sign.
func signed(_ value: Double, _ places: Int) -> String {
  let text = fixed(value, places)
  return text.hasPrefix("-") ? text : "+" + text
}

/// A share as a percentage without the sign: 0.813 is "81.3".
func percent(_ share: Double, _ places: Int = 1) -> String { fixed(share * 100, places) }

/// "a", "a and b", "a, b and c".
func list(_ items: [String]) -> String {
  guard let last = items.last else { return "" }
  return items.count == 1 ? last : items.dropLast().joined(separator: ", ") + " and " + last
}

/// Floating-point operations as people say them: "19.0 TFLOP".
func flopText(_ flops: Double) -> String {
  flops < 1e12 ? "\(fixed(flops / 1e9, 1)) GFLOP" : "\(fixed(flops / 1e12, 1)) TFLOP"
}

/// A small number as "1.2e-06".
package func scientific(_ value: Double) -> String { String(format: "%.1e", value) }
