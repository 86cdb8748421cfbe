import Datasets
import Digests
import Foundation

extension RunStore {
  /// A digest of the results of `runs` and of measurements, which identifies what something was made
  /// from: "sha256:" and 64 hexadecimal digits. Runs without a result and
  /// measurements that were not made count as absent; the costs of runs are not part of it.
  ///
  /// - Throws: `ExperimentError` at the first damaged list of checksums.
  public func digest(
    of runs: [PlannedRun], and measurements: [MeasurementKey]
  ) throws(ExperimentError) -> String {
    // As the checksums beside the records have them: reading a record holds it against them.
    var lines: [String] = []
    for id in Set(runs.map(\.specification.id)) {
      let folder = try folder(id)
      if folder.exists("result.json"), let digest = try folder.digests()["result.json"] {
        lines.append("\(digest)  \(folder.name)/result.json\n")
      }
    }
    let measured = try self.measurements.digests()
    for name in Set(measurements.map { "\($0).json" }) {
      if self.measurements.exists(name), let digest = measured[name] {
        lines.append("\(digest)  measurements/\(name)\n")
      }
    }
    return "sha256:" + SHA256.hexadecimal(of: lines.sorted().joined())
  }
}
