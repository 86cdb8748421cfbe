import Claims
import Datasets
import Experiments
import Training

/// The time that a call may take, and what of it is left.
///
/// It goes to runs first, in whole runs; what is left goes to what a report measures besides. Work that
/// takes a small part of the whole, and stands beside every run, keeps its part.
final class Budget {
  /// Wall-clock seconds.
  let seconds: Double
  private let end: ContinuousClock.Instant
  private(set) var prices: ProbePrices?

  /// It begins now.
  init(seconds: Double) {
    self.seconds = seconds
    end = .now + .seconds(min(seconds, 1e9))
  }

  var secondsLeft: Double { max(0, (end - .now) / .seconds(1)) }
  var isSpent: Bool { secondsLeft <= 0 }

  /// Whether what is left is what other work keeps.
  var isSpentByRuns: Bool { secondsLeft <= reserved }

  /// Keeps a part for each probe that takes at most a tenth of the whole.
  func reserve(for prices: ProbePrices) { self.prices = prices }

  private var reserved: Double {
    [prices?.linearClassifier, prices?.initialisation, prices?.counts].compactMap(\.self)
      .filter { $0 <= seconds / 10 }.reduce(0, +)
  }

  /// The runs that fit what is left.
  func cut(_ plan: Plan) -> PlanCut { PlanCut(plan, seconds: max(0, secondsLeft - reserved)) }

  /// What fits, as a sentence.
  func words(of cut: PlanCut) -> String {
    let all = cut.fitting.count + cut.left.count
    let head = "Budget \(DurationText.of(seconds)): "
    let time = "about \(DurationText.of(cut.fitting.secondsLeft))"
    guard let next = cut.left.first else {
      return head + "all that is missing fits, \(counted(all, "run")), \(time)."
    }
    if cut.fitting.isEmpty {
      let price = DurationText.of(next.secondsLeft)
      return head
        + (all == 1
          ? "the missing run does not fit, it takes about \(price)."
          : "none of the \(all) missing runs fits; the next takes about \(price), all about "
            + "\(DurationText.of(cut.left.secondsLeft)).")
    }
    return head + "\(cut.fitting.count) of the \(all) missing runs "
      + "\(cut.fitting.count == 1 ? "fits" : "fit"), \(time); the rest takes about "
      + "\(DurationText.of(cut.left.secondsLeft))."
  }

  /// Whether work fits that takes so many seconds.
  func fits(_ price: Double) -> Bool { price <= secondsLeft }
}

/// What a store lacks of the measurements that take seconds, in wall-clock seconds each; nil for what is
/// stored or not asked for.
struct ProbePrices {
  let linearClassifier: Double?
  let initialisation: Double?
  /// Of what processes send each other that share a layer.
  let counts: Double?

  /// Takes samples.
  ///
  /// - Parameter isReport: whether the counts are asked for.
  init(
    of preset: Preset, stores: RunStores, on dataset: Dataset, threads: Int, isReport: Bool
  ) {
    let uncounted = preset.parallelModels.count { !stores.holds(.parallel(model: $0)) }
    counts = isReport && uncounted > 0 ? Double(uncounted) * ParallelCounting.seconds : nil
    let classifier = preset.linearClassifier
    linearClassifier =
      stores.holds(.linearClassifier(id: classifier.id)) ? nil : classifier.seconds(on: dataset)
    initialisation = preset.initialisationMeasurement.flatMap {
      stores.holds($0.key) ? nil : $0.seconds(threads: threads)
    }
  }
}
