import Claims
import Experiments
import Paper

extension PlannedRun {
  /// Such as "S/32, relu at alpha 1, seed 0".
  var words: String {
    let place = recipe == RecipeName.main ? "\(model)" : "\(model) (\(recipe))"
    return "\(place), \(Arm(specification.model).label), seed \(specification.seed)"
  }
}
