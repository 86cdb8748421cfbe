import Experiments
import Networks
import Paper

/// One claim of the paper, as the claims file states it.
public struct Claim: Hashable, Sendable {
  /// What the paper prints; nil where the claims file says `unknown`.
  public struct Published: Hashable, Sendable {
    public let value: Double?
    public let uncertainty: Double?
    /// In our words, such as "close to 1".
    public let words: String
  }

  public let id: String
  /// In our own words.
  public let sentence: String
  /// The paper's section.
  public let section: String
  /// The paper's figure; nil where the claim is made in text alone.
  public let paperFigure: Int?
  /// Our figure that shows it; nil where none does.
  public let figure: String?
  public let kind: ClaimKind
  public let quantity: Quantity
  public let recipe: RecipeName
  public let models: [PaperModel]
  /// The models that decide; where nil, the preset says which runs do.
  public let confirmatoryModels: [PaperModel]?
  /// The h of the cells; empty where the claim is not about h.
  public let functions: [Pointwise]
  public let difference: ArmPair?
  /// The difference that the margin is a fraction of: for most claims the attention effect, softmax
  /// minus uniform.
  public let referenceEffect: ArmPair?
  /// The measurement that decides; nil where the claim is not about time.
  public let timing: TimingName?
  public let combination: Combination
  public let published: Published
  public let margin: Margin
  public let ceiling: Ceiling
}
