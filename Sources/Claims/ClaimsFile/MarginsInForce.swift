import Experiments
import Foundation

/// The margins that were in force when a store's first run was made, so that one that is moved
/// after results were seen can be named. Kept among the store's measurements, and never rewritten.
public struct MarginsInForce: Hashable, Codable, Sendable {
  /// A claim whose margin differs from the one that was in force.
  public struct Change: Hashable, Sendable {
    public let claim: String
    /// In words; nil where the claim was not among them.
    public let was: String?
    public let now: String
  }

  public var schemaVersion: Int
  /// In words, by the claim's id.
  public var margins: [String: String]

  public init(schemaVersion: Int = 1, margins: [String: String]) {
    self.schemaVersion = schemaVersion
    self.margins = margins
  }

  public init(_ claims: ClaimsFile) {
    self.init(
      margins: Dictionary(
        claims.claims.map { ($0.id, $0.margin.words) }, uniquingKeysWith: { first, _ in first }))
  }

  /// The claims whose margin differs now, in the order of the file. One that was not among those in
  /// force counts where it has a margin at all.
  public func changes(in claims: ClaimsFile) -> [Change] {
    claims.claims.compactMap { claim in
      let was = margins[claim.id]
      guard was ?? Margin.none.words != claim.margin.words else { return nil }
      return Change(claim: claim.id, was: was, now: claim.margin.words)
    }
  }
}

extension RunStore {
  /// Notes the margins that are in force, in a store without a run; in any other it is too late.
  public func noteMargins(_ claims: ClaimsFile) throws(ExperimentError) {
    guard runIdentities.isEmpty && !holds(.margins) else { return }
    do {
      try save(MarginsInForce(claims), as: .margins)
    } catch .recordExists {
      // Another process began at the same moment, and its note stands.
    }
  }
}
