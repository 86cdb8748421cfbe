import Experiments
import Paper

/// What a preset asks for besides runs.
public enum PlannedMeasurement: Hashable, Sendable {
  case linearClassifier
  case initialisation
  case timing(PlannedTiming)
  /// What processes send each other that share a layer.
  case counts(PaperModel)
  case stepTimes

  public var words: String {
    switch self {
    case .linearClassifier: "the linear classifier"
    case .initialisation: "attention weights of untrained models"
    case .timing(let timing): "the timing \(timing.words)"
    case .counts(let model): "what processes send each other that share a layer of \(model)"
    case .stepTimes: "the step times of the models"
    }
  }

  /// Whether the verb `run` makes it, and not `report` alone.
  public var isOfTraining: Bool {
    switch self {
    case .linearClassifier, .initialisation: true
    case .timing, .counts, .stepTimes: false
    }
  }
}

extension Preset {
  /// In the order in which a report makes them, with what each is filed under.
  public var plannedMeasurements: [(what: PlannedMeasurement, key: RunStore.MeasurementKey)] {
    [(.linearClassifier, .linearClassifier(id: linearClassifier.id))]
      + (initialisationMeasurement.map { [(.initialisation, $0.key)] } ?? [])
      + timings.map { (.timing($0), $0.key) }
      + parallelModels.map { (.counts($0), .parallel(model: $0)) }
      + (stepTimeSeconds == nil ? [] : [(.stepTimes, .stepTimes(preset: name))])
  }
}

extension PlannedTiming {
  /// Such as "gating of S/8".
  public var words: String { "\(name) of \(model)" }
}
