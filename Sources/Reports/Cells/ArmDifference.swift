import Claims
import Paper

/// A difference of two arms on one model, paired by seed, by the name that the results have for it.
struct ArmDifference: Hashable {
  let arm: Arm
  let against: Arm
  /// Arms whose seeds it shares, so that it stands beside a difference of theirs.
  var sharing: [Arm] = []
  let model: PaperModel
  let recipe: RecipeName

  /// Such as "relu at alpha 1 minus softmax".
  var name: String {
    "\(arm.label) minus \(against.label)"
      + (sharing.isEmpty ? "" : ", over the seeds of \(list(sharing.map(\.label)))")
  }

  var row: ResultRow { .difference(name, model, recipe) }

  func paired(_ evidence: Evidence) -> PairedDifference? {
    PairedDifference(
      arm, minus: against, sharingSeedsOf: sharing, model: model, recipe: recipe,
      evidence: evidence)
  }
}
