import Claims
import Figures
import Paper

/// The cells of one figure, as its caption needs them.
struct DrawnCells {
  let cells: [Cell]

  /// In the order of the list.
  var models: [PaperModel] {
    distinct(cells.map(\.key.model))
  }

  /// Whether every model saw as many images in training.
  var sharesImages: Bool { Set(cells.map(\.specification.recipe.images)).count <= 1 }

  /// "14,000 images shown in training, 5,000 test images", or the same for each model apart.
  var images: String {
    func shown(_ cells: [Cell]) -> (training: String, test: String) {
      (
        list(Set(cells.map(\.specification.recipe.images)).sorted().map(NumberText.grouped)),
        list(Set(cells.map(\.specification.evaluationImages)).sorted().map(NumberText.grouped))
      )
    }
    let all = Set(
      cells.map { [$0.specification.recipe.images, $0.specification.evaluationImages] })
    guard all.count > 1 else {
      let (training, test) = shown(cells)
      return "\(training) images shown in training, \(test) test images"
    }
    let perModel = models.map { model in
      let (training, test) = shown(cells.filter { $0.key.model == model })
      return "\(model) \(training) (\(test))"
    }
    return "images shown in training (test images): " + perModel.joined(separator: ", ")
  }

  /// Set under a panel's title where its neighbours were trained otherwise.
  func subtitle(_ model: PaperModel) -> String? {
    guard !sharesImages else { return nil }
    let shown = Set(
      cells.filter { $0.key.model == model }.map(\.specification.recipe.images)
    ).sorted()
    return shown.isEmpty ? nil : "\(list(shown.map(NumberText.grouped))) images shown"
  }

  /// Axes of panels of different models are one only where the models were trained alike.
  func group(_ model: PaperModel) -> String { sharesImages ? "" : "\(model)" }

  /// What an open marker says of them.
  var exploratoryMeaning: String {
    let exploratory = cells.filter { !$0.isConfirmatory }
    return exploratory.allSatisfy { $0.results.count == 1 }
      ? "one seed: decides no claim" : "decides no claim"
  }
}
