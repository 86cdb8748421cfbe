import Experiments
import Networks
import Training

/// Which program this is, for bug reports and for comparing bits.
enum ProgramVersion {
  /// Raised with every release; the one place that says it.
  static let number = "0.9.0"

  static var text: String {
    "rectify \(number), numerics revision \(numericsRevision), git revision \(Machine.sourceRevision)"
  }
}
