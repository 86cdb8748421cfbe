import Claims
import Experiments
import Figures
import Paper

extension PlannedRun {
  /// Such as "S/32, relu at alpha 1, seed 0"; of another length of training than the claims' with it.
  public var words: String {
    "\(place), \(Arm(specification.model).label), seed \(specification.seed)\(length)"
  }

  /// What it shares with the runs that it is compared with: "S/32", "S/32 (i1k)".
  var panelWords: String { place + length }

  private var place: String { recipe == RecipeName.main ? "\(model)" : "\(model) (\(recipe))" }

  private var length: String {
    panel == .claims
      ? "" : ownFieldsWords + ", \(NumberText.grouped(specification.recipe.images)) images"
  }
}
