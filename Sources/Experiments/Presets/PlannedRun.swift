/// One run of a preset: what to train, and what it is for. The labels are for people; they are not
/// part of the run's identity.
public struct PlannedRun: Hashable, Sendable {
  public var specification: RunSpecification
  /// The paper's name of the model that this one scales down, such as "S/32".
  public var model: String
  /// The paper's recipe that this one speeds up: "i21k" or "i1k".
  public var recipe: String
  public var families: [Family]
  /// Whether the run's cell decides claims; others are drawn hollow.
  public var confirmatory: Bool

  public init(
    specification: RunSpecification, model: String, recipe: String, families: [Family],
    confirmatory: Bool
  ) {
    self.specification = specification
    self.model = model
    self.recipe = recipe
    self.families = families
    self.confirmatory = confirmatory
  }
}
