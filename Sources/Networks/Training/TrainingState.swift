/// Everything that training carries from one step to the next.
public struct TrainingState: Sendable {
  public var step: Int
  /// In layout order, as are the moments.
  public var parameters: [Float]
  public var firstMoment: [Float]
  public var secondMoment: [Float]

  public init(step: Int, parameters: [Float], firstMoment: [Float], secondMoment: [Float]) {
    self.step = step
    self.parameters = parameters
    self.firstMoment = firstMoment
    self.secondMoment = secondMoment
  }
}
