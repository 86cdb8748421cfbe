/// A measurement whose record is not what its writer left.
public struct DamagedMeasurement: Equatable, Sendable {
  public let key: RunStore.MeasurementKey
  public let error: ExperimentError

  public init(key: RunStore.MeasurementKey, error: ExperimentError) {
    self.key = key
    self.error = error
  }
}
