import Datasets
import Digests
import Files
import Networks
import Paper

/// The claims that results are held against: the file that ships with the project, or a user's own.
public struct ClaimsFile: Hashable, Sendable {
  /// For messages and for the report.
  public let name: String
  public let claims: [Claim]
  /// SHA-256 of the file's text, in hexadecimal.
  public let digest: String

  /// The version of the format that this program reads.
  public static let schemaVersion = 2

  public subscript(id: String) -> Claim? { claims.first { $0.id == id } }

  /// The file that ships with the project.
  public static func shipped() throws -> ClaimsFile {
    try ClaimsFile(
      yaml: String(decoding: PackageResources.claims_yaml, as: UTF8.self), named: "claims.yaml")
  }

  /// A user's own file.
  ///
  /// - Throws: `ClaimsError` where it cannot be opened, or at its first mistake.
  public init(path: String) throws {
    let text: String?
    do { text = try FileContent.text(of: path) } catch {
      throw ClaimsError.unopened(file: path, reason: error.description)
    }
    guard let text else { throw ClaimsError.unopened(file: path, reason: "it is not UTF-8") }
    try self.init(yaml: text, named: path)
  }

  /// - Parameters:
  ///   - yaml: the file's text.
  ///   - name: the file's name, for messages.
  /// - Throws: `ClaimsError` at the first unknown key, missing field, wrong type or unknown value.
  public init(yaml: String, named name: String) throws {
    self.name = name
    digest = SHA256.hexadecimal(of: yaml)
    var top = try StrictFields(
      yaml: yaml, file: name, field: "claims", version: Self.schemaVersion
    ) { version in
      version == 1
        ? "write 2, and rename \"worth\" to \"referenceEffect\" and a margin's \"share\" to "
          + "\"fraction\"" : nil
    }
    let entries = try top.entries("claims", noun: "claim")
    try top.finish()
    var claims: [Claim] = []
    for var fields in entries {
      let id = try fields.text("id")
      fields.entry = "claim \(id)"
      guard !claims.contains(where: { $0.id == id }) else {
        throw fields.error("id", "is used twice", "give every claim its own id")
      }
      claims.append(try Claim(id: id, fields: &fields))
      try fields.finish()
    }
    self.claims = claims
  }
}

extension ClaimsFile {
  /// Some of its claims, as a file of their own.
  package func keeping(_ ids: Set<String>) -> ClaimsFile {
    ClaimsFile(
      name: name, claims: claims.filter { ids.contains($0.id) },
      digest: SHA256.hexadecimal(of: digest + ids.sorted().joined(separator: ",")))
  }

  private init(name: String, claims: [Claim], digest: String) {
    (self.name, self.claims, self.digest) = (name, claims, digest)
  }

  /// What the paper prints of a timing: the model, and the fraction of time that is added; nil where
  /// the claims have no number.
  public func publishedOverhead(_ timing: TimingName) -> (model: PaperModel, overhead: Double)? {
    for claim in claims where claim.timing == timing && claim.kind == .number {
      if let model = claim.models.first, let value = claim.published.value { return (model, value) }
    }
    return nil
  }

  /// The published ratio of B over A at the model itself; nil where the paper prints none.
  public func publishedRatio(_ id: TimingID, model: PaperModel) -> Double? {
    guard id.weights == nil, let published = publishedOverhead(id.name), published.model == model
    else { return nil }
    return 1 + published.overhead
  }
}
