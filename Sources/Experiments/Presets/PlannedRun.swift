import Paper

/// One run of a preset: what to train, and what it is for. The labels are for people; they are not
/// part of the run's identity.
public struct PlannedRun: Hashable, Sendable {
  public var specification: RunSpecification
  /// The paper's model that this one scales down.
  public var model: PaperModel
  /// The paper's recipe that this one speeds up.
  public var recipe: RecipeName
  public var families: [Family]
  /// Whether the run's cell is confirmatory: it decides claims. Exploratory ones are drawn hollow.
  public var confirmatory: Bool

  public init(
    specification: RunSpecification, model: PaperModel, recipe: RecipeName, families: [Family],
    confirmatory: Bool
  ) {
    self.specification = specification
    self.model = model
    self.recipe = recipe
    self.families = families
    self.confirmatory = confirmatory
  }
}
