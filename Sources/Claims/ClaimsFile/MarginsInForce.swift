import Experiments

/// The margins that were in force when a store's first run was made, so that one that is moved
/// after results were seen can be named. Kept among the store's measurements, and never rewritten.
public struct MarginsInForce: Hashable, Sendable {
  /// A claim whose margin differs from the one that was in force.
  public struct Change: Hashable, Sendable {
    /// As it is now.
    public let claim: Claim
    /// Nil where the claim was not among them.
    public let was: Margin?
  }

  /// By the claim's id.
  public var margins: [String: Margin]

  /// The version in which a record is written. Version 1, which held sentences, is read too.
  public static let schemaVersion = 2

  public init(margins: [String: Margin]) { self.margins = margins }

  public init(_ claims: ClaimsFile) {
    self.init(
      margins: Dictionary(
        claims.claims.map { ($0.id, $0.margin) }, uniquingKeysWith: { first, _ in first }))
  }

  /// The claims whose margin differs now, in the order of the file. One that was not among those in
  /// force counts where it has a margin at all.
  public func changes(in claims: ClaimsFile) -> [Change] {
    claims.claims.compactMap { claim in
      let was = margins[claim.id]
      return (was ?? .none) == claim.margin ? nil : Change(claim: claim, was: was)
    }
  }
}

extension MarginsInForce: Codable {
  private enum Key: String, CodingKey { case schemaVersion, margins }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(Self.schemaVersion, forKey: .schemaVersion)
    try container.encode(margins, forKey: .margins)
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    switch try container.decode(Int.self, forKey: .schemaVersion) {
    case 1:
      margins = try container.decode([String: String].self, forKey: .margins).mapValues {
        sentence in
        guard let margin = Margin(sentence: sentence) else {
          throw DecodingError.dataCorruptedError(
            forKey: .margins, in: container, debugDescription: "\"\(sentence)\" is no margin")
        }
        return margin
      }
    case Self.schemaVersion:
      margins = try container.decode([String: Margin].self, forKey: .margins)
    case let version:
      throw DecodingError.dataCorruptedError(
        forKey: .schemaVersion, in: container,
        debugDescription: "schema version \(version) is not known; 1 and 2 are")
    }
  }
}

extension Margin {
  /// A margin as version 1 of the record has it: "none", "0.20 of the worth", "within a factor of
  /// 1.5", "0.75 to 1.25" for a window and "0.1 to 10.0" for a range. Nil for anything else.
  fileprivate init?(sentence: String) {
    let words = sentence.split(separator: " ")
    let ends = sentence.split(separator: " to ").map(String.init)
    if sentence == "none" {
      self = .none
    } else if sentence.hasSuffix(" of the worth"), words.count == 4, let value = Double(words[0]) {
      self = .fraction(value)
    } else if sentence.hasPrefix("within a factor of "), words.count == 5,
      let value = Double(words[4])
    {
      self = .factor(value)
    } else if ends.count == 2, let low = Double(ends[0]), let high = Double(ends[1]), low < high {
      // A window was written with two decimals or more, a range with as few as its ends need.
      let isWindow = ends.allSatisfy { ($0.split(separator: ".").last?.count ?? 0) >= 2 }
      self =
        isWindow && ends.allSatisfy { $0.contains(".") } ? .window(low...high) : .range(low...high)
    } else {
      return nil
    }
  }
}

extension RunStore {
  /// Notes the margins that are in force, in a store without a run; in any other it is too late.
  public func noteMargins(_ claims: ClaimsFile) throws(ExperimentError) {
    guard try isUnused() && !holds(.margins) else { return }
    try note(MarginsInForce(claims), as: .margins)
  }
}

extension RunStores {
  /// The margins that were in force at the stores' first runs. Of a claim that had several, one that
  /// differs from today's, so that a margin that was moved since any store's first run is named. Nil
  /// where a store that holds runs does not tell.
  public func marginsInForce(against claims: ClaimsFile) -> MarginsInForce? {
    var merged: MarginsInForce?
    for store in all where (try? store.isUnused()) != true {
      guard let noted = (try? store.measurement(.margins, as: MarginsInForce.self)) ?? nil else {
        return nil
      }
      guard let earlier = merged else {
        merged = noted
        continue
      }
      let moved = Set(earlier.changes(in: claims).map(\.claim.id))
      for change in noted.changes(in: claims) where !moved.contains(change.claim.id) {
        merged?.margins[change.claim.id] = change.was
      }
    }
    return merged
  }
}
