import Claims
import Experiments
import Figures
import Paper

extension PlannedRun {
  /// Such as "S/32, relu at alpha 1, seed 0"; of another length of training than the claims' with it.
  var words: String {
    let place = recipe == RecipeName.main ? "\(model)" : "\(model) (\(recipe))"
    let length =
      panel == .claims ? "" : ", \(NumberText.grouped(specification.recipe.images)) images"
    return "\(place), \(Arm(specification.model).label), seed \(specification.seed)\(length)"
  }
}
