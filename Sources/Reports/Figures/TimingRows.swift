import Claims
import Figures
import Paper
import Timing

/// What the figures of timings share.
enum TimingRows {
  static let noiseFloorMeaning = "noise floor: 99 % interval of A′ / A"

  static func chart(_ rows: [IntervalRow], title: String? = nil) -> IntervalChart {
    IntervalChart(
      title: title,
      axis: Axis(title: "Time added to a training step", unit: "%", includes: [0, 10]),
      rows: rows, regionMeaning: noiseFloorMeaning)
  }

  /// What the band of the noise floor is, with its numbers.
  static func noiseFloor(_ timings: [TimingComparison]) -> String {
    let levels = Set(timings.map { "\(NumberText.percent($0.control.level, places: 0)) %" })
      .sorted()
    let ranges = timings.map { timing in
      noiseFloorWords(timing)
        + (timing.id.isOperator ? " (\(timing.model))" : " (\(timing.what), \(timing.model))")
    }
    return
      "Noise floor: the \(list(levels)) t interval that the same blocks give for a copy A′ of A over "
      + "A, \(list(distinct(ranges)))."
  }

  private static func noiseFloorWords(_ timing: TimingComparison) -> String {
    let floor = timing.noiseFloor
    return "\(NumberText.signed(floor.lowerBound, places: 1)) to "
      + "\(NumberText.signed(floor.upperBound, places: 1)) %"
  }

  /// Where its numbers stand.
  static func noiseFloorSources(_ timings: [TimingComparison]) -> [Figure.Source] {
    timings.map { Figure.Source(noiseFloorWords($0), .timing($0)) }
  }

  /// The gate's rows; the paper's number stands right below ours.
  static func gates(_ input: ReportInput) -> [IntervalRow] {
    let gates = input.drawnTimings.filter { $0.id == .gating }
    let published = input.published(.gating).map { model, overhead in
      IntervalRow(
        name: "gating, published, \(model)", label: "gate, published (\(model), TPU)",
        source: .published, value: overhead * 100, facets: ["model": "\(model)"])
    }
    // What arithmetic says of the model that the paper's number is of stands right beside it.
    let counted = input.published(.gating).map { model, _ in
      IntervalRow(
        name: "gate, counted at the paper's depth, \(model)",
        label: "gate, counted at the paper's depth (\(model))", source: .computed,
        value: (TimedModel.gateByCount(model) - 1) * 100, facets: ["model": "\(model)"])
    }
    return gates.flatMap { $0.stepRows(decides: input.decides($0)) }
      + [counted, published].compactMap(\.self)
  }
}

extension TimingComparison {
  /// In per cent: what a measurement cannot be told from.
  fileprivate var noiseFloor: ClosedRange<Double> {
    (control.low - 1) * 100...(control.high - 1) * 100
  }

  /// An invalid measurement is no number: words say so in its place.
  func measuredRow(
    _ label: String, name: String? = nil, heading: String?, source: IntervalRow.Source = .measured,
    decides: Bool
  ) -> IntervalRow {
    IntervalRow(
      name: name ?? "\(label), \(model)", label: heading == nil ? "\(label) (\(model))" : label,
      heading: heading, source: source, value: hasNumber ? (measured.ratio - 1) * 100 : nil,
      interval: hasNumber
        ? Interval(
          low: (measured.low - 1) * 100, high: (measured.high - 1) * 100,
          kind: IntervalKind(
            name: "t interval of the mean log ratio", level: measured.level, unit: unit)) : nil,
      count: units, region: noiseFloor, note: noNumber.map { "invalid: \($0)" },
      isConfirmatory: decides, facets: ["what": "\(id)", "model": "\(model)"])
  }

  /// One of the rows under a heading, which says what A and B differ in; the number of multiplications is
  /// the same in both.
  func rowOfOption(decides: Bool) -> IntervalRow {
    measuredRow("\(model)", name: "\(what), \(model)", heading: option, decides: decides)
  }

  private var option: String {
    switch id {
    case .gating: "gate"
    case .qknorm: "qk-layernorm"
    case .scale: "division by L"
    case .attention, .attentionStep: "\(what) in place of ReLU"
    }
  }

  /// Measured, predicted from FLOPs, and predicted with memory traffic.
  func stepRows(decides: Bool) -> [IntervalRow] {
    func computed(_ label: String, _ ratio: Double) -> IntervalRow {
      IntervalRow(
        name: "\(what), \(label), \(model)", label: "\(what), \(label) (\(model))",
        source: .computed, value: (ratio - 1) * 100, region: noiseFloor,
        facets: ["what": "\(id)", "model": "\(model)"])
    }
    return [
      measuredRow("\(what), measured here", heading: nil, decides: decides),
      computed("predicted from FLOPs", predicted),
    ] + (details?.predictedWithTraffic.map { [computed("with memory traffic", $0)] } ?? [])
  }
}

extension ReportInput {
  /// Whether a claim is decided by the timing's model; others are drawn as open markers.
  func decides(_ timing: TimingComparison) -> Bool {
    assessments.claims.contains { assessment in
      assessment.claim.timing == timing.id.name
        && assessment.cells.contains {
          $0.model == timing.model && $0.confirmatory
            && (timing.id.weights == nil || $0.h == timing.id.weights?.name)
        }
    }
  }
}
