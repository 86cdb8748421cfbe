import Networks
import Paper

extension Claim {
  /// Reads the rest of a claim once its id is known; what it needs follows from kind and quantity.
  init(id: String, fields: inout StrictFields) throws {
    self.id = id
    sentence = try fields.text("sentence")
    section = try fields.text("section")
    paperFigure = try fields.integerOrNone("paperFigure")
    figure = try fields.textOrNone("figure")
    kind = try fields.choice("kind", ClaimKind.self)
    quantity = try fields.choice("quantity", Quantity.self)
    combination = try fields.choice("combine", Combination.self)
    ceiling = try fields.choice("ceiling", Ceiling.self)

    var cells = try fields.section("cells")
    recipe = try cells.choice("recipe", RecipeName.self)
    models = try cells.choices("models", PaperModel.self, noun: "model")
    confirmatoryModels =
      cells.has("confirmatoryModels")
      ? try cells.choices("confirmatoryModels", PaperModel.self, noun: "model") : nil
    if let stray = confirmatoryModels?.first(where: { [models] in !models.contains($0) }) {
      throw cells.error(
        "confirmatoryModels", "names \(stray), which is not in models", "choose among the models")
    }
    functions = try cells.choices("h", Pointwise.self, noun: "function", mayBeEmpty: true)
    try cells.finish()

    var published = try fields.section("published")
    self.published = Published(
      value: try published.numberOrUnknown("value"),
      uncertainty: try published.numberOrUnknown("uncertainty"),
      words: try published.text("words"))
    try published.finish()

    let comparesAccuracy = quantity == .accuracy || quantity == .transferAccuracy
    let comparesArms =
      comparesAccuracy && [.ordering, .equivalence, .nonInferiority].contains(kind)
    let takesFraction = [.equivalence, .nonInferiority, .noClearBest].contains(kind)
    difference = comparesArms ? try fields.pair("difference") : nil
    referenceEffect = takesFraction ? try fields.pair("referenceEffect") : nil
    timing =
      quantity == .stepTime || quantity == .operatorTime
      ? try fields.choice("timing", TimingName.self) : nil
    margin = try Self.margin(kind: kind, fields: &fields)

    let perFunction = kind == .optimum || kind == .noClearBest || difference?.needsFunction == true
    if perFunction && functions.isEmpty {
      throw fields.error("cells", "holds no h", "list the functions that the claim is about")
    }
    if kind == .number && self.published.value == nil {
      throw fields.error(
        "published", "has an unknown value, which a number claim cannot do without",
        "write the published value")
    }
  }

  private static func margin(kind: ClaimKind, fields: inout StrictFields) throws -> Margin {
    if kind == .ordering || kind == .structural {
      guard try fields.text("margin") == "none" else {
        throw fields.error("margin", "is set on a claim of kind \(kind.rawValue)", "write none")
      }
      return .none
    }
    var section = try fields.section("margin")
    let margin: Margin
    switch kind {
    case .equivalence, .nonInferiority, .noClearBest:
      margin = .fraction(try section.number("fraction", above: 0))
    case .optimum: margin = .window(try section.range("window"))
    case .number: margin = .factor(try section.number("factor", above: 1))
    case .level: margin = .range(try section.range("range"))
    case .ordering, .structural: margin = .none
    }
    try section.finish()
    return margin
  }
}

extension ArmPair {
  var needsFunction: Bool { arm.needsFunction || against.needsFunction }
}
