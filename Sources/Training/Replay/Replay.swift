import Datasets
import Experiments
import Networks

/// A finished run that is trained again from its initial weights, which its seed gives, and
/// compared with its record on the way: each loss and each digest of the weights to the bit.
public struct Replay {
  public enum Outcome: Hashable, Sendable {
    case agrees
    case differs(step: Int)
    /// It was told to stop before it got there.
    case stopped
  }

  public let run: StoredRun
  private var curve: TrainingCurve
  private let dataset: Dataset
  private var agreedDigests = 0

  /// An error when the run is of another revision of the numerics or of other data; the folder's
  /// name is no part of the data.
  public init(_ run: StoredRun, on dataset: Dataset, threads: Int) throws(ExperimentError) {
    guard run.result.numericsRevision == numericsRevision else {
      throw .otherRevision(
        run: run.id, revision: run.result.numericsRevision, current: numericsRevision)
    }
    let data = run.specification.data
    guard data.digest == dataset.identity.digest else {
      throw .otherData(run: run.id, digest: data.digest)
    }
    self.run = run
    self.dataset = dataset
    curve = TrainingCurve(run.specification, dataset: dataset, threads: threads)
  }

  /// Steps taken.
  public var step: Int { curve.session.step }

  /// The last step whose digest was compared and agrees: all steps before it are audited.
  public var auditedSteps: Int {
    agreedDigests == 0 ? 0 : run.result.weightDigests[agreedDigests - 1].step
  }

  /// Trains until after `step`, which the run has taken.
  public mutating func advance(
    to step: Int, shouldStop: () -> Bool = { false }, report: (Int) -> Void = { _ in }
  ) -> Outcome {
    precondition(step <= run.result.steps, "a step that the run has taken")
    while curve.session.step < step {
      if shouldStop() { return .stopped }
      guard curve.advance() else { return .differs(step: curve.session.step + 1) }
      if let step = firstDifference { return .differs(step: step) }
      report(curve.session.step)
    }
    return .agrees
  }

  /// Trains to the run's end, evaluates, and compares the whole result.
  ///
  /// - Parameter transfer: at least those of the run's transfer sets, fitted to the data; an error
  ///   names the first one that is missing.
  public mutating func finish(
    transfer: [TransferProbe] = [], shouldStop: () -> Bool = { false },
    report: (Int) -> Void = { _ in }
  ) throws(ExperimentError) -> Outcome {
    let probes = try transfer.probes(of: run.specification)
    let outcome = advance(to: run.result.steps, shouldStop: shouldStop, report: report)
    guard outcome == .agrees else { return outcome }
    let result: RunResult
    switch run.result.outcome {
    case .completed:
      guard let completed = curve.complete(probes, isInterrupted: shouldStop) else {
        return .stopped
      }
      result = completed
    case .diverged:
      guard !curve.advance() else { return .differs(step: curve.session.step) }
      if let step = firstDifference { return .differs(step: step) }
      result = curve.diverged
    }
    return result == run.result ? .agrees : .differs(step: run.result.steps)
  }

  /// The step of the first newly made digest or loss that is not the recorded one.
  private var firstDifference: Int? {
    mutating get {
      let made = curve.progress
      let recorded = run.result
      while agreedDigests < made.weightDigests.count {
        let index = agreedDigests
        guard index < recorded.weightDigests.count,
          made.weightDigests[index] == recorded.weightDigests[index],
          made.losses[index] == recorded.losses[index]
        else { return made.weightDigests[index].step }
        agreedDigests += 1
      }
      return nil
    }
  }

  // MARK: - What the replayed weights are and say

  /// Of the weights as they stand; the form of `RunResult.WeightDigest`.
  public var weightDigest: String { curve.weightDigest }

  /// Parameters in the order of `ParameterLayout`.
  public func withWeights<Value>(
    _ body: (UnsafeBufferPointer<Float>) throws -> Value
  ) rethrows -> Value {
    try curve.session.withParameters(body)
  }

  /// Every image that the run shows, [steps, batch].
  var shownImages: [ShownImage] { curve.shownImages }

  /// Logits [images, C] of the first test images.
  ///
  /// - Precondition: the data has as many.
  public func logits(images count: Int) -> [Float] {
    curve.session.logits(of: dataset.test, count: count)!
  }
}
