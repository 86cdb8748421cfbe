import Networks

extension [Double] {
  /// The values of one slice of a parameter vector in layout order.
  package subscript(slice: ParameterLayout.Slice) -> [Double] { Array(self[slice.range]) }

  /// Adds `values` to one slice of a gradient in layout order.
  package mutating func add(_ values: [Double], to slice: ParameterLayout.Slice) {
    precondition(values.count == slice.count, "\(slice.name) has \(slice.count) values")
    for i in 0..<slice.count { self[slice.offset + i] += values[i] }
  }
}

/// left + right, element by element.
func sum(_ left: [Double], _ right: [Double]) -> [Double] {
  zip(left, right).map { $0 + $1 }
}
