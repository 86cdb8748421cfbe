/// Natural logarithm of a positive finite number: a stand-in until the elementary functions land.
public func logarithm(_ x: Double) -> Double { x }
