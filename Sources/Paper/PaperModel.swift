/// A model of the paper, by its name there: a size and the side of a patch. In records, files and on
/// the command line it is its raw value, such as "S/32".
///
/// S/4 is not in the paper: the attention operator is timed at its length, and untrained models of
/// that length are measured.
public enum PaperModel: String, CaseIterable, Codable, Sendable {
  case s32 = "S/32"
  case s16 = "S/16"
  case s8 = "S/8"
  case s4 = "S/4"
  case b32 = "B/32"
  case b16 = "B/16"
  case l16 = "L/16"
}

extension PaperModel: CustomStringConvertible, Comparable {
  public var description: String { rawValue }

  /// Such as "S-32", for the names of files.
  public var fileName: String { rawValue.replacing("/", with: "-") }

  /// By name, as records are listed. The paper's order is that of `allCases`.
  public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

extension PaperModel {
  /// - Throws: an error that says the name, where no model has it.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let name = try container.decode(String.self)
    guard let model = PaperModel(rawValue: name) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "there is no model \(name)")
    }
    self = model
  }
}

// MARK: - Shapes

extension PaperModel {
  /// Pixels along one side of the paper's images.
  public static let imageSize = 224

  /// The paper's shape, that of big_vision's models/vit.py.
  public var shape: ModelShape {
    switch self {
    case .s32: .small(patch: 32)
    case .s16: .small(patch: 16)
    case .s8: .small(patch: 8)
    case .s4: .small(patch: 4)
    case .b32: .base(patch: 32)
    case .b16: .base(patch: 16)
    case .l16: .large(patch: 16)
    }
  }

  /// Patches of one image, which is L without a class token.
  public var patches: Int {
    let side = Self.imageSize / shape.patch
    return side * side
  }
}

extension ModelShape {
  fileprivate static func small(patch: Int) -> ModelShape {
    ModelShape(patch: patch, width: 384, depth: 12, heads: 6)
  }

  fileprivate static func base(patch: Int) -> ModelShape {
    ModelShape(patch: patch, width: 768, depth: 12, heads: 12)
  }

  fileprivate static func large(patch: Int) -> ModelShape {
    ModelShape(patch: patch, width: 1024, depth: 24, heads: 16)
  }
}

// MARK: - Lists, in the paper's order

extension PaperModel {
  /// Whether the paper trains it.
  public var isInPaper: Bool { self != .s4 }

  /// All that the paper trains.
  public static let inPaper = allCases.filter(\.isInPaper)

  /// Those of Figure 1, accuracy over compute.
  public static let scaling = inPaper.filter { $0 != .s8 }

  /// Those of Figures 2 to 4, accuracy over the exponent: the S models.
  public static let swept = inPaper.filter(\.isSmall)

  /// Those whose length is timed or measured before any training, shortest first.
  public static let lengths = allCases.filter(\.isSmall)

  private var isSmall: Bool { shape.width == ModelShape.small(patch: 32).width }
}
