import ArgumentParser
import Foundation

/// A fraction on the command line: "2%", "0.5%" or "0.02".
struct Fraction: ExpressibleByArgument {
  var value: Double

  init(value: Double) { self.value = value }

  init?(argument: String) {
    let isPercent = argument.hasSuffix("%")
    guard let number = Double(isPercent ? String(argument.dropLast()) : argument) else {
      return nil
    }
    let value = isPercent ? number / 100 : number
    guard value > 0, value < 1 else { return nil }
    self.value = value
  }

  var defaultValueDescription: String { "\(Int((value * 100).rounded()))%" }
}
