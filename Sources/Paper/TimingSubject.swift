/// All that `rectify time` and a preset's timings can ask for.
public enum TimingSubject: Hashable, Sendable {
  case comparison(TimingName)
  /// The time of a step of each model of the preset's scaling family, as trained.
  case models
  /// What processes that share a sequence send each other, counted.
  case parallel
}

extension TimingSubject: CaseIterable {
  public static let allCases =
    TimingName.allCases.map(TimingSubject.comparison) + [.models, .parallel]
}

extension TimingSubject: CustomStringConvertible {
  public var description: String {
    switch self {
    case .comparison(let name): name.rawValue
    case .models: "models"
    case .parallel: "parallel"
    }
  }

  /// Nil where nothing is timed under the name.
  public init?(_ name: String) {
    guard let subject = Self.allCases.first(where: { $0.description == name }) else { return nil }
    self = subject
  }

  /// The models that it is measured at; nil where the preset has them.
  public var models: [PaperModel]? {
    switch self {
    case .comparison(let name): name.models
    case .models: nil
    case .parallel: PaperModel.swept
    }
  }
}
