import Experiments
import Networks
import Paper

/// What of its content a figure shows. It chooses among what is drawn and leaves alone what is
/// computed, so that means, intervals and margins are those of the whole figure. Softmax, the
/// controls and the linear classifier stay: the rest is compared with them.
public struct FigureSelection: Hashable, Sendable {
  /// Empty for all.
  public var models: [PaperModel]
  /// Empty for all.
  public var functions: [Pointwise]
  /// What a sweep is shown over; nil for what its preset varies first.
  public var x: SweepAxis?

  public init(models: [PaperModel] = [], functions: [Pointwise] = [], x: SweepAxis? = nil) {
    self.models = models
    self.functions = functions
    self.x = x
  }

  /// The models that can be chosen.
  public static let knownModels = PaperModel.inPaper

  func shows(model: PaperModel) -> Bool { models.isEmpty || models.contains(model) }

  func shows(_ h: Pointwise) -> Bool { functions.isEmpty || functions.contains(h) }

  /// Attention by the name that records have for it.
  func shows(attention name: String) -> Bool { Pointwise(rawValue: name).map(shows) ?? true }

  /// What is added to the figure's name, such as "-S-16-relu"; empty where all is shown.
  var suffix: String {
    ([x?.rawValue].compactMap(\.self) + models.map(\.fileName) + functions.map(\.rawValue))
      .map { "-" + $0 }.joined()
  }
}

extension FigureSelection {
  /// What the figure's file says of the choice; empty where all is shown.
  var provenance: [String: String] {
    var entries: [String: String] = [:]
    if !models.isEmpty { entries["only"] = models.map(\.description).joined(separator: ",") }
    if !functions.isEmpty { entries["h"] = functions.map(\.rawValue).joined(separator: ",") }
    entries["x"] = x?.rawValue
    return entries
  }

  /// The choice that a file's provenance names; nil where a name is not known here.
  public init?(provenance: [String: String]) {
    func names(_ key: String) -> [String] {
      provenance[key].map { $0.split(separator: ",").map(String.init) } ?? []
    }
    let functions = names("h").map(Pointwise.init)
    let models = names("only").map(PaperModel.init)
    let x = provenance["x"].map(SweepAxis.init)
    guard models.allSatisfy({ $0 != nil }), functions.allSatisfy({ $0 != nil }), x != .some(nil)
    else { return nil }
    self.init(
      models: models.compactMap(\.self), functions: functions.compactMap(\.self), x: x ?? nil)
  }
}
