import Claims
import Experiments
import Figures
import Kernels
import Statistics
import Timing

// What was timed, counted or measured beside training.

extension DataTable {
  /// One row a timing: B over A.
  static func timings(_ input: ReportInput) -> DataTable {
    func percent(_ ratio: Double?) -> Value { .optional(ratio.map { ($0 - 1) * 100 }) }
    typealias Columns = [RowColumn<TimingComparison>]
    func interval(
      _ name: String, _ meaning: String, _ ratio: @escaping (TimingComparison) -> RatioInterval?
    ) -> Columns {
      [
        RowColumn(name, "percent", "\(meaning): what B adds to A") { percent(ratio($0)?.ratio) },
        RowColumn("\(name)_low", "percent", "end of its interval") { percent(ratio($0)?.low) },
        RowColumn("\(name)_high", "percent", "end of its interval") { percent(ratio($0)?.high) },
        RowColumn("\(name)_level", "share", "confidence level of the interval, from 0 to 1") {
          .optional(ratio($0)?.level)
        },
      ]
    }
    let identity: Columns = [
      RowColumn("timing", nil, "what B is: gating, qknorm, scale, or an attention") {
        .text("\($0.id)")
      },
      RowColumn("model", nil, "of the paper, at its true shape") { .text("\($0.model)") },
      RowColumn("standing", nil, "valid, imprecise, or invalid: such a row decides nothing") {
        .text($0.hasNumber ? $0.standing == .imprecise ? "imprecise" : "valid" : "invalid")
      },
    ]
    let ratios =
      interval("added", "measured") { $0.hasNumber ? $0.measured : nil }
      + [
        RowColumn("predicted", "percent", "from operations") { percent($0.predicted) },
        RowColumn("predicted_with_traffic", "percent", "from operations and memory traffic") {
          percent($0.details?.predictedWithTraffic)
        },
      ] + interval("control", "of A's copy") { $0.control }
      + interval("processor_time", "in processor time, a witness") { $0.details?.processorTime }
    let samples: Columns = [
      RowColumn("n", nil, "replicates") { .whole($0.units) },
      RowColumn("n_unit", nil, "what a replicate is") { .text($0.unit) },
      RowColumn("attempts", nil, "whose processes are pooled") { .whole($0.series?.attempts ?? 1) },
      RowColumn("blocks", nil, "that the interval rests on") { .optional($0.details?.blocks) },
      RowColumn("dropped", "blocks", "while other programs were busy") { .whole($0.dropped) },
      RowColumn("others_busy", "processors", "kept busy by other programs; empty if not known") {
        .optional($0.details?.conditions?.outside)
      },
      RowColumn("half_width", "percent", "that was asked for") { .number($0.halfWidth * 100) },
      RowColumn("threads", nil, "that worked") { .whole($0.threads) },
      RowColumn("processor", nil, "as the system names it") { .text($0.processor) },
    ]
    let seconds: Columns = [
      RowColumn("seconds_a", "s", "of one step of A, median over processes") {
        .number($0.secondsA)
      },
      RowColumn("seconds_b", "s", "of one step of B, median over processes") {
        .number($0.secondsB)
      },
      RowColumn("peak_share_a", "share", "operations of A over time and peak") {
        .optional($0.details?.fractionOfPeakA)
      },
      RowColumn("peak_share_b", "share", "operations of B over time and peak") {
        .optional($0.details?.fractionOfPeakB)
      },
    ]
    let parts: Columns =
      (GatePart.allCases.map { ($0.rawValue, "gate_\($0)", "of the gate's part \($0)") }
      + AttentionPart.allCases.map {
        ($0.rawValue, "softmax_\(columnName("\($0)"))", "of one pass over the logits alone")
      }).map { name, column, meaning in
        RowColumn("\(column)_seconds", "s", meaning) { timing in
          .optional(timing.details?.parts.first { $0.name == name }?.seconds)
        }
      }
    let peer = [
      RowColumn<TimingComparison>("peer", nil, "another library with the same operator") {
        .optional($0.details?.peer?.library)
      },
      RowColumn("peer_ratio", "ratio", "its time over that of B") {
        .optional($0.details?.peer?.ratio.ratio)
      },
      RowColumn("peer_low", "ratio", "end of its interval") {
        .optional($0.details?.peer?.ratio.low)
      },
      RowColumn("peer_high", "ratio", "end of its interval") {
        .optional($0.details?.peer?.ratio.high)
      },
    ]
    return DataTable(
      name: "timings", row: "a timing: the time of B over that of A",
      columns: identity + ratios + samples + seconds + parts + peer, rows: input.evidence.timings
    ) { "\($0.id) \($0.model)" }
  }

  /// From a name in Swift to that of a column.
  private static func columnName(_ name: String) -> String {
    name.reduce(into: "") { text, letter in
      text += letter.isUppercase ? "_\(letter.lowercased())" : "\(letter)"
    }
  }

  /// One row a model and attention whose training step was timed.
  static func steps(_ input: ReportInput) -> DataTable {
    let times = input.stepTimes
    let section = CoreHoursSection(input: input, data: nil)
    return DataTable(
      name: "steps", row: "a model and attention whose training step was timed",
      columns: [
        RowColumn<ModelStepTimes.Entry>("model", nil, "as trained") { .text("\($0.model)") },
        RowColumn("attention", nil, "softmax, or the function h") { .text($0.attention) },
        RowColumn("batch", "images", "of a step") { .whole($0.batch) },
        RowColumn("seconds", "s", "of a step, median") { .number($0.secondsPerStep) },
        RowColumn("low", "s", "end of a distribution-free 95 % interval") { .number($0.low) },
        RowColumn("high", "s", "end of a distribution-free 95 % interval") { .number($0.high) },
        RowColumn("steps_timed", nil, "in all") { .whole($0.steps) },
        RowColumn("processor_seconds", "s", "of a step, over all threads; empty if not counted") {
          .optional($0.processorSecondsPerStep)
        },
        RowColumn("run_steps", nil, "of a run; several are separated by spaces") {
          .text(section.steps($0).map { "\($0)" }.joined(separator: " "))
        },
        RowColumn("core_hours", "h", "of a run with as many steps") { entry in
          .text(section.hours(entry).map { Value.number($0).csv }.joined(separator: " "))
        },
      ], rows: times?.entries ?? []
    ) { "\($0.model) \($0.attention)" }
  }

  /// One row a length, a choice of qk-layernorm and an attention: the weights before training.
  static func initialisation(_ input: ReportInput) -> DataTable {
    let entries = input.evidence.initialisation?.entries ?? []
    let groups = distinct(
      entries.map {
        InitialWeights(tokens: $0.tokens, qkNorm: $0.qkNorm, attention: $0.attention)
      })
    func means(_ group: InitialWeights) -> [Double] {
      entries.filter {
        $0.tokens == group.tokens && $0.qkNorm == group.qkNorm && $0.attention == group.attention
      }.map { Estimate.mean($0.scaledMeans) }
    }
    return DataTable(
      name: "initialisation", row: "the attention weights of untrained models",
      columns: [
        RowColumn("tokens", nil, "sequence length L") { .whole($0.tokens) },
        RowColumn("qk_layernorm", nil, "whether queries and keys pass a LayerNorm") {
          .flag($0.qkNorm)
        },
        RowColumn("attention", nil, "softmax, or h divided by L") { .text($0.attention) },
        RowColumn("lowest", nil, "layer's L times mean weight, over seeds") {
          .optional(means($0).min())
        },
        RowColumn("highest", nil, "layer's L times mean weight, over seeds") {
          .optional(means($0).max())
        },
      ], rows: groups
    ) { initialisationKey($0.tokens, $0.qkNorm, $0.attention) }
  }

  private struct InitialWeights: Hashable {
    let tokens: Int
    let qkNorm: Bool
    let attention: String
  }

  static func initialisationKey(_ tokens: Int, _ qkNorm: Bool, _ attention: String) -> String {
    "\(tokens) \(qkNorm) \(attention)"
  }

  /// One row a count of processes, a method and a direction.
  static func collectives(_ input: ReportInput) -> DataTable {
    let rows = input.evidence.parallel.flatMap { counts in
      counts.entries.map { (counts, $0) }
    }
    return DataTable(
      name: "collectives", row: "what processes that share one attention layer send each other",
      columns: [
        RowColumn<(SequenceParallelism, SequenceParallelism.Entry)>("model", nil, "of the layer") {
          .text("\($0.0.model)")
        },
        RowColumn("tokens", nil, "sequence length L") { .whole($0.0.tokens) },
        RowColumn("processes", nil, "P") { .whole($0.1.processes) },
        RowColumn("method", nil, "how shares are joined") { .text($0.1.method.rawValue) },
        RowColumn("direction", nil, "forward or backward") { .text($0.1.direction.rawValue) },
        RowColumn("collectives", nil, "of a process") { .whole($0.1.counts.collectives) },
        RowColumn("synchronisations", nil, "of a process") {
          .whole($0.1.counts.synchronisationPoints)
        },
        RowColumn("bytes", "B", "sent by a process") { .whole($0.1.counts.bytes) },
        RowColumn("difference", nil, "from the unsharded operator, in relative norm") {
          .text(NumberText.scientific($0.1.difference))
        },
        RowColumn("tolerance", nil, "of the difference, by the order of float32 sums") {
          .text(NumberText.scientific($0.0.tolerance))
        },
        RowColumn("latency", "s", "of a synchronisation of two processes") {
          .number($0.0.latency)
        },
        RowColumn("bandwidth", "B/s", "between two processes") { .number($0.0.bandwidth) },
        RowColumn("seconds", "s", "measured; empty without a core for every process") {
          .optional($0.1.seconds)
        },
        RowColumn("modelled_seconds", "s", "by latency and bandwidth") {
          .number($0.1.modelledSeconds)
        },
      ], rows: rows
    ) { collectivesKey($0.0, $0.1) }
  }

  static func collectivesKey(_ counts: SequenceParallelism, _ entry: SequenceParallelism.Entry)
    -> String
  {
    "\(counts.model) \(entry.processes) \(entry.method.rawValue) \(entry.direction.rawValue)"
  }
}
