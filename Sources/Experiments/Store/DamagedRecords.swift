/// A planned run whose record is not what its writer left: it says nothing, and what needs it is
/// invalid.
public struct DamagedRun: Equatable, Sendable {
  public let planned: PlannedRun
  /// Names the file and the remedy.
  public let error: ExperimentError

  public init(planned: PlannedRun, error: ExperimentError) {
    self.planned = planned
    self.error = error
  }
}

/// The same of a measurement.
public struct DamagedMeasurement: Equatable, Sendable {
  public let key: RunStore.MeasurementKey
  public let error: ExperimentError

  public init(key: RunStore.MeasurementKey, error: ExperimentError) {
    self.key = key
    self.error = error
  }
}

extension ExperimentError {
  /// Of a damaged record, what is wrong without the store's path: a part of a sentence that is the
  /// same wherever the store lies.
  public var defect: String {
    guard case .damagedRecord(let file, let reason) = self else { return description }
    let name = file.split(separator: "/").suffix(2).joined(separator: "/")
    return "the record \(name) is damaged (\(reason))"
  }
}
