import Datasets
import Digests
import Foundation
import Networks

/// Everything that a run needs to go on as if it had never stopped.
package struct Checkpoint: Equatable {
  /// What a run has gathered besides its weights.
  package struct Progress: Codable, Equatable {
    package var losses: [Double] = []
    /// Of the steps since the last entry of `losses`.
    package var lossSum = 0.0
    package var lossCount = 0
    package var weightDigests: [RunResult.WeightDigest] = []
    /// Wall-clock seconds of training, over all attempts.
    package var trainingSeconds = 0.0
    /// Processor time of the same; nil where an attempt did not count it.
    package var processorSeconds: Double? = 0

    package init() {}
  }

  private struct Header: Codable {
    var id: String
    var numericsRevision: Int
    var step: Int
    var parameters: Int
    var progress: Progress
  }

  package var state: TrainingState
  package var progress: Progress

  package static func == (left: Self, right: Self) -> Bool {
    left.state.step == right.state.step && left.state.parameters == right.state.parameters
      && left.state.firstMoment == right.state.firstMoment
      && left.state.secondMoment == right.state.secondMoment && left.progress == right.progress
  }

  /// A header of JSON after its length (64 bits, little-endian), parameters and the two moments as
  /// float32, little-endian, and the SHA-256 of all that.
  package func encoded(id: String) -> Data {
    let header = Header(
      id: id, numericsRevision: numericsRevision, step: state.step,
      parameters: state.parameters.count, progress: progress)
    let json = RecordCoding.encode(header)
    var data = Data()
    withUnsafeBytes(of: UInt64(json.count).littleEndian) { data.append(contentsOf: $0) }
    data.append(json)
    for floats in [state.parameters, state.firstMoment, state.secondMoment] {
      floats.withUnsafeBytes { data.append(contentsOf: $0) }
    }
    var hash = SHA256()
    data.withUnsafeBytes { hash.update($0) }
    data.append(contentsOf: hash.finish())
    return data
  }

  /// Whether the bytes are as they were written, of whatever run and revision.
  package static func isIntact(_ data: Data) -> Bool {
    guard data.count > 40 else { return false }
    let content = data.dropLast(32)
    var hash = SHA256()
    content.withUnsafeBytes { hash.update($0) }
    return hash.finish() == Array(data.suffix(32))
  }

  /// Nil when the bytes are torn, or of another run or another revision of the numerics.
  package init?(_ data: Data, id: String) {
    guard Self.isIntact(data) else { return nil }
    let bytes = [UInt8](data)
    let content = bytes.count - 32
    let length = bytes.withUnsafeBytes { UInt64(littleEndian: $0.loadUnaligned(as: UInt64.self)) }
    guard length <= UInt64(content - 8) else { return nil }
    let start = 8 + Int(length)
    guard
      let header = try? JSONDecoder().decode(Header.self, from: Data(bytes[8..<start])),
      header.id == id, header.numericsRevision == numericsRevision, header.step >= 0,
      (content - start).isMultiple(of: 3 * 4),
      header.parameters == (content - start) / (3 * 4)
    else { return nil }
    func floats(_ index: Int) -> [Float] {
      let offset = start + index * 4 * header.parameters
      return [Float](unsafeUninitializedCapacity: header.parameters) { buffer, count in
        UnsafeMutableRawBufferPointer(buffer).copyBytes(
          from: bytes[offset..<offset + 4 * header.parameters])
        count = header.parameters
      }
    }
    state = TrainingState(
      step: header.step, parameters: floats(0), firstMoment: floats(1), secondMoment: floats(2))
    progress = header.progress
  }

  /// The most bytes that a run's checkpoint may have: its three arrays, and room for the header.
  static func mostBytes(of specification: RunSpecification) -> Int {
    3 * 4 * ParameterLayout(specification.model).count + 1 << 24
  }

  /// Whether it is of a step and a model of this run, with what is recorded up to there.
  package func fits(_ specification: RunSpecification) -> Bool {
    let (step, steps) = (state.step, specification.recipe.steps)
    let isRecorded = step % RunResult.recordInterval == 0 || step == steps
    return step <= steps
      && state.parameters.count == ParameterLayout(specification.model).count
      && progress.weightDigests.count
        == (step == steps ? RunResult.recordedStepCount(step) : step / RunResult.recordInterval)
      && progress.losses.count == progress.weightDigests.count
      && progress.lossCount == (isRecorded ? 0 : step % RunResult.recordInterval)
  }

  package init(state: TrainingState, progress: Progress) {
    self.state = state
    self.progress = progress
  }
}

extension RunRecord {
  package enum StoredCheckpoint {
    case none
    case usable(Checkpoint)
    /// Torn, or of an older revision of the numerics: the run starts again.
    case unusable
  }

  package func checkpoint() throws(ExperimentError) -> StoredCheckpoint {
    let limit = Checkpoint.mostBytes(of: specification)
    guard let data = try folder.bytes("checkpoint", atMost: limit) else { return .none }
    guard let checkpoint = Checkpoint(data, id: specification.id), checkpoint.fits(specification)
    else { return .unusable }
    return .usable(checkpoint)
  }

  package func save(_ checkpoint: Checkpoint) throws(ExperimentError) {
    try folder.replace("checkpoint", with: checkpoint.encoded(id: specification.id))
  }
}

extension RunStore {
  /// Steps of an unfinished run that training would not repeat; 0 without a usable checkpoint.
  package func stepsTrained(of specification: RunSpecification) -> Int {
    let limit = Checkpoint.mostBytes(of: specification)
    guard let data = try? folder(specification.id).bytes("checkpoint", atMost: limit),
      let checkpoint = Checkpoint(data, id: specification.id), checkpoint.fits(specification)
    else { return 0 }
    return checkpoint.state.step
  }
}
