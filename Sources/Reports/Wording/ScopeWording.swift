import Claims
import Figures
import Paper

extension Assessment.Scope {
  /// Such as "S/32 (relu), 1 of 21 cells, 60,000 images, decided by quick".
  public var words: String {
    let parts = [
      cells.placeWords, "\(cells.count) of \(counted(claimed, "cell"))",
      images.isEmpty ? nil : "\(list(images.map(NumberText.grouped))) images",
      rungs.isEmpty ? nil : "decided by \(list(rungs.map(\.rawValue)))",
    ]
    return parts.compactMap(\.self).joined(separator: ", ")
  }
}

extension [Reason.CellPlace] {
  /// Such as "S/32 (relu, gelu), S/16".
  var placeWords: String {
    distinct(map(\.model)).map { model -> String in
      let names = filter { $0.model == model }.compactMap(\.name)
      return names.isEmpty ? "\(model)" : "\(model) (\(names.joined(separator: ", ")))"
    }.joined(separator: ", ")
  }
}
