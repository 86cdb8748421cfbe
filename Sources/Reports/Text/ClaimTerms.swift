import Claims

/// What was fixed about a claim before any result, in words for tables.
public struct ClaimTerms: Hashable, Sendable {
  public let id: String
  public let sentence: String
  public let section: String
  public let kind: String
  public let quantity: String
  /// Those of the claim; the ones that decide, where not all do.
  public let models: String
  public let published: String
  public let margin: String
  /// The strongest comparison that the claims file allows.
  public let ceiling: String

  public init(_ claim: Claim) {
    id = claim.id
    sentence = claim.sentence
    section = claim.section
    kind = claim.kind.rawValue
    quantity = claim.quantity.rawValue
    models = (claim.confirmatoryModels ?? claim.models).map(\.description).joined(separator: " ")
    published = ClaimRow.published(claim)
    margin = ClaimRow.margin(claim)
    ceiling = claim.ceiling.rawValue
  }
}
