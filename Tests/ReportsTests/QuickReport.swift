import Claims
import Datasets
import Experiments
import Reports

enum QuickReport {
  /// The report of a preset with every panel, with what a test adds to its runs.
  static func report(
    data: DatasetIdentity = HandMadeInput.data, finished: [FinishedRun]? = nil,
    stepTimes: ModelStepTimes? = nil, initialisation: InitialisationResult? = nil
  ) throws -> String {
    let input = ReportInput(
      preset: try Preset.load(HandMadeInput.presetPath, data: data),
      finished: finished
        ?? HandMadeInput.preset.runs.map {
          HandMadeInput.finished($0, accuracy: 0.8)
        }, missing: [], timings: [], linearClassifier: nil, stepTimes: stepTimes,
      initialisation: initialisation, claims: try ClaimsFile.shipped())
    return HandMadeInput.report(input).text
  }
}
