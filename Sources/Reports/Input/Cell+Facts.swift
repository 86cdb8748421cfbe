import Claims
import Experiments

extension Cell {
  /// What its runs share; they differ in their seeds.
  var specification: RunSpecification { planned[0].specification }

  /// Accuracies in per cent, by ascending seed.
  var percentages: [Double] {
    accuracies.sorted { $0.key < $1.key }.map { $0.value * 100 }
  }

  /// Model and recipe, as columns of the numbers behind a figure.
  var facets: [String: String] { ["model": "\(key.model)", "recipe": "\(key.recipe)"] }
}
