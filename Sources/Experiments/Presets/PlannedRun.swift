import Paper

/// One run of a preset: what to train, and what it is for. The labels are for people; they are not
/// part of the run's identity.
public struct PlannedRun: Hashable, Sendable {
  public var specification: RunSpecification
  /// The paper's model that this one scales down.
  public var model: PaperModel
  /// The paper's recipe that this one speeds up.
  public var recipe: RecipeName
  /// None where it serves a sweep of somebody's own alone.
  public var families: [Family]
  /// Whether the preset declares, before training, that the run's cell decides claims; it decides
  /// with all the seeds that are planned for it. Exploratory ones are drawn as open markers.
  public var confirmatory: Bool
  /// Never confirmatory in another panel than that of the claims.
  public var panel: Panel

  /// Which runs are compared with each other and pooled: those of one panel.
  public enum Panel: String, CaseIterable, Codable, Sendable {
    /// What claims are decided on: one length of training for each model.
    case claims
    /// Other lengths of training, to show what depends on it: exploratory.
    case trainingLength = "training length"
    /// Settings that somebody varies, such as the learning rate: exploratory.
    case sweep
  }

  public init(
    specification: RunSpecification, model: PaperModel, recipe: RecipeName, families: [Family],
    confirmatory: Bool, panel: Panel = .claims
  ) {
    self.specification = specification
    self.model = model
    self.recipe = recipe
    self.families = families
    self.confirmatory = confirmatory
    self.panel = panel
  }
}
