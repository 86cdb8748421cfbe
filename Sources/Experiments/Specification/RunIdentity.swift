import Datasets
import Digests
import Networks
import Synchronization

// The canonical form of a specification: the text that a run's identity is the digest of, and that
// `spec.json` holds field by field.
//
// The form is frozen into committed records: keys, texts and defaults below may never change. A
// field at its default is left out, so that an option added later, with the old behaviour as its
// default, leaves every old identity as it is. The defaults are spelled out here and not taken from
// the types' initialisers, which are free to change.

extension RunSpecification {
  /// One line "key=value" a field, sorted by key, without those at their default. Numbers are
  /// exact: alpha in hundredths, learning rate and the like as the decimals they were written as.
  public var canonicalForm: String { Self.canonicalForm(canonicalFields) }

  private static func canonicalForm(_ fields: [String: String]) -> String {
    fields.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)\n" }.joined()
  }

  /// The first 16 hexadecimal digits of the SHA-256 of the canonical form.
  public var id: String {
    if let id = Self.identities.withLock({ $0[self] }) { return id }
    let id = Self.id(canonicalFields)
    Self.identities.withLock { $0[self] = id }
    return id
  }

  /// A report asks for each run's a dozen times.
  private static let identities = Mutex<[RunSpecification: String]>([:])

  /// The identity that these fields have as they stand.
  static func id(_ fields: [String: String]) -> String {
    String(SHA256.hexadecimal(of: canonicalForm(fields)).prefix(16))
  }

  public var canonicalFields: [String: String] {
    precondition(
      model.imageHeight == data.height && model.imageWidth == data.width
        && model.channels == data.channels && model.classes == data.classes,
      "a model's images and classes are those of its data")
    var fields: [String: String] = [:]
    for field in Self.fields {
      if let text = field.text(self), text != field.frozenDefault { fields[field.key] = text }
    }
    return fields
  }

  /// Every field that has a text, also those at their default: for readers that do not know the
  /// defaults.
  public var allFields: [String: String] {
    var fields: [String: String] = [:]
    for field in Self.fields { fields[field.key] = field.text(self) }
    return fields
  }

  /// Reads the fields back; the result's own fields are equal to `fields`.
  public init(canonicalFields fields: [String: String]) throws(SpecificationDefect) {
    let known = Set(Self.fields.map(\.key))
    if let unknown = fields.keys.filter({ !known.contains($0) }).min() {
      throw .unknownField(unknown)
    }
    self = Self.blank
    for field in Self.fields {
      guard let text = fields[field.key] ?? field.frozenDefault else {
        if field.isOptional { continue }
        throw .missingField(field.key)
      }
      guard field.read(text, &self) else { throw .unreadableField(field.key, text) }
    }
    model.imageHeight = data.height
    model.imageWidth = data.width
    model.channels = data.channels
    model.classes = data.classes
    if let defect { throw .impossible(defect) }
    // Catches every other way of writing the same thing, such as "032" or an alpha for softmax.
    let canonical = canonicalFields
    if let field = known.filter({ canonical[$0] != fields[$0] }).min() {
      throw .unreadableField(field, fields[field] ?? "")
    }
  }
}

extension RunSpecification {
  private struct Field: Sendable {
    let key: String
    /// Nil for a field that is always written.
    var frozenDefault: String?
    /// Whether the field has no text in some specifications.
    var isOptional = false
    let text: @Sendable (RunSpecification) -> String?
    let read: @Sendable (String, inout RunSpecification) -> Bool

    static func value<Value: LosslessStringConvertible & SendableMetatype>(
      _ key: String, default frozenDefault: String? = nil,
      _ path: WritableKeyPath<RunSpecification, Value> & Sendable
    ) -> Field {
      Field(key: key, frozenDefault: frozenDefault) {
        String($0[keyPath: path])
      } read: {
        guard let value = Value($0) else { return false }
        $1[keyPath: path] = value
        return true
      }
    }

    static func choice<Value: RawRepresentable<String> & SendableMetatype>(
      _ key: String, default frozenDefault: String,
      _ path: WritableKeyPath<RunSpecification, Value> & Sendable
    ) -> Field {
      Field(key: key, frozenDefault: frozenDefault) {
        $0[keyPath: path].rawValue
      } read: {
        guard let value = Value(rawValue: $0) else { return false }
        $1[keyPath: path] = value
        return true
      }
    }

    static func decimal(
      _ key: String, default frozenDefault: String,
      _ path: WritableKeyPath<RunSpecification, DecimalNumber> & Sendable
    ) -> Field {
      Field(key: key, frozenDefault: frozenDefault) {
        $0[keyPath: path].text
      } read: {
        guard let value = DecimalNumber($0) else { return false }
        $1[keyPath: path] = value
        return true
      }
    }
  }

  private static let fields: [Field] = [
    .value("data.digest", \.data.digest),
    .value("data.trainingImages", \.data.trainingImages),
    .value("data.testImages", \.data.testImages),
    .value("data.classes", \.data.classes),
    .value("data.height", \.data.height),
    .value("data.width", \.data.width),
    .value("data.channels", \.data.channels),
    .value("model.patch", \.model.patch),
    .value("model.width", \.model.width),
    .value("model.depth", \.model.depth),
    .value("model.heads", \.model.heads),
    // Attention comes before its alpha, which needs to know h.
    Field(key: "model.attention") {
      $0.model.attention.name
    } read: { name, specification in
      let zero = LengthExponent(hundredths: 0)
      let kind = AttentionKind(name: name, alpha: nil) ?? AttentionKind(name: name, alpha: zero)
      guard let kind else { return false }
      specification.model.attention = kind
      return true
    },
    Field(key: "model.alphaHundredths", isOptional: true) {
      $0.model.attention.alpha.map { String($0.hundredths) }
    } read: { text, specification in
      guard let hundredths = Int(text), case .pointwise(let h, _) = specification.model.attention
      else { return false }
      specification.model.attention = .pointwise(h, alpha: LengthExponent(hundredths: hundredths))
      return true
    },
    .value("model.qkNorm", default: "true", \.model.qkNorm),
    .choice("model.gate", default: "none", \.model.gate),
    .choice("model.positionEmbedding", default: "sincos2d", \.model.positionEmbedding),
    .choice("model.pooling", default: "mean", \.model.pooling),
    .value("model.preLogits", default: "false", \.model.preLogits),
    .value("recipe.images", \.recipe.images),
    .value("recipe.batch", default: "32", \.recipe.batch),
    .value("recipe.shards", default: "8", \.recipe.shards),
    .decimal("recipe.learningRate", default: "0.003", \.recipe.learningRate),
    .decimal("recipe.weightDecay", default: "0.0001", \.recipe.weightDecay),
    .decimal("recipe.clipNorm", default: "1", \.recipe.clipNorm),
    .value("recipe.warmUpHundredths", default: "10", \.recipe.warmUpHundredths),
    .choice("recipe.augmentation", default: "none", \.recipe.augmentation),
    .value("evaluationImages", \.evaluationImages),
    // "digest:classes:test images", by ascending digest, joined by commas.
    Field(key: "transfer", frozenDefault: "") {
      $0.transfer.map { "\($0.digest):\($0.classes):\($0.testImages)" }.joined(separator: ",")
    } read: { text, specification in
      specification.transfer = []
      for entry in text.split(separator: ",", omittingEmptySubsequences: text.isEmpty) {
        let parts = entry.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 3, !parts[0].isEmpty, let classes = Int(parts[1]),
          let testImages = Int(parts[2])
        else { return false }
        specification.transfer.append(
          TransferSet(
            name: DatasetLabel.text(digest: parts[0]), digest: parts[0], classes: classes,
            testImages: testImages))
      }
      return true
    },
    .value("seed", \.seed),
  ]

  /// Overwritten field by field; its values are never seen.
  private static let blank = RunSpecification(
    model: VisionTransformerConfiguration(), recipe: TrainingRecipe(images: 0),
    data: DatasetIdentity(
      digest: "", trainingImages: 0, testImages: 0, classes: 0, height: 0, width: 0,
      channels: 0),
    evaluationImages: 0, seed: 0)
}
