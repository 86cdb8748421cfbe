import Datasets
import Experiments
import Networks
import Randomness

/// A transfer set at hand: its test images and its draws of shots, in the size of the runs' images.
public struct TransferProbe: Sendable {
  public let set: TransferSet
  /// Of each draw: the shots of the first class, then those of the second, and so on.
  package let shots: [DatasetPart]
  private let test: DatasetPart

  /// - Parameters:
  ///   - name: what runs call the set.
  ///   - data: what the runs train on; the set's images are brought to its size.
  public init(
    name: String, _ dataset: Dataset, fittedTo data: DatasetIdentity
  ) throws(ExperimentError) {
    let set = TransferSet(name: name, dataset.identity)
    let fitted = dataset.fitted(
      height: data.height, width: data.width, channels: data.channels)
    var shots: [DatasetPart] = []
    for draw in 0..<TransferSet.draws {
      let indices = try Self.shots(of: set, draw: draw, labels: fitted.training.labels)
      shots.append(fitted.training.images(at: indices))
    }
    self.set = set
    self.shots = shots
    test = fitted.test
  }

  /// Which training images are the shots of a draw. A function of the set's digest and the draw's
  /// number alone, so that all runs share them and arms stay paired.
  private static func shots(
    of set: TransferSet, draw: Int, labels: [UInt8]
  ) throws(ExperimentError) -> [Int] {
    var stream = RandomStream(seed: UInt64(draw), name: "few-shot/\(set.digest)")
    var shots: [Int] = []
    for label in 0..<set.classes {
      let images = labels.indices.filter { labels[$0] == label }
      guard images.count >= TransferSet.shots else {
        throw .tooFewShots(
          set: set.name, label: label, images: images.count, shots: TransferSet.shots)
      }
      let order = stream.permutation(of: images.count)
      shots += order.prefix(TransferSet.shots).map { images[$0] }
    }
    return shots
  }

  /// The accuracy of a probe of the session's weights for each draw; nil when `isInterrupted` said
  /// so on the way.
  func score(
    _ session: TrainingSession, isInterrupted: () -> Bool = { false }
  ) -> TransferScore? {
    guard let representations = session.representations(of: test, isInterrupted: isInterrupted)
    else { return nil }
    var accuracies: [Double] = []
    for part in shots {
      guard let shots = session.representations(of: part, isInterrupted: isInterrupted) else {
        return nil
      }
      let probe = FewShotProbe(
        representations: shots, labels: part.labels, classes: set.classes)
      accuracies.append(
        probe.accuracy(representations: representations, labels: test.labels))
    }
    return TransferScore(
      set: set, shots: TransferSet.shots, accuracies: accuracies, evaluated: test.count)
  }
}

extension [TransferProbe] {
  /// The probes that a run asks for, in its order.
  func probes(of specification: RunSpecification) throws(ExperimentError) -> [TransferProbe] {
    var probes: [TransferProbe] = []
    for set in specification.transfer {
      guard let probe = first(where: { $0.set == set }) else {
        throw .otherTransfer(run: specification.id, digest: set.digest)
      }
      probes.append(probe)
    }
    return probes
  }
}
