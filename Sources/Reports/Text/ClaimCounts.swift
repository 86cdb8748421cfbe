import Claims

/// How many claims came to what, with those that could hardly have failed counted apart: a count, an
/// order of magnitude, and that extra work takes time say little where they hold.
struct ClaimCounts {
  /// About accuracy or transfer.
  let accuracy: [Assessment]
  /// A number that the paper prints.
  let numbers: [Assessment]
  let hardlyFailing: [Assessment]

  init(_ assessments: Assessments) {
    accuracy = assessments.claims.filter { $0.claim.isAboutAccuracy }
    hardlyFailing = assessments.claims.filter(\.claim.couldHardlyFail)
    numbers = assessments.claims.filter { !$0.claim.isAboutAccuracy && !$0.claim.couldHardlyFail }
  }

  /// Such as "Of 9 claims about accuracy 2 are consistent at our scale, none is contradicted and 7 are
  /// open".
  var accuracyWords: String {
    Self.words(accuracy, "claim about accuracy", "claims about accuracy")
  }

  /// The same with the others, in one sentence; nil without a claim.
  var sentence: String? {
    let apart =
      numbers.map { "\($0.id), a number, is \($0.verdict.outcome.words)" }
      + (hardlyFailing.isEmpty ? [] : [hardlyFailingWords])
    let parts =
      (accuracy.isEmpty ? [] : [accuracyWords])
      + (apart.isEmpty ? [] : ["counted apart, \(apart.joined(separator: ", and "))"])
    return parts.isEmpty ? nil : MarkdownText.escaped(parts.joined(separator: "; ")) + "."
  }

  /// What claims that could hardly fail are about.
  static let hardlyFailingKinds = "a count, an order of magnitude, that extra work takes time"

  /// Such as "4 of 4 that could hardly have failed (...) are consistent".
  private var hardlyFailingWords: String {
    let held = hardlyFailing.count { $0.verdict.outcome == .consistent }
    let which =
      "\(hardlyFailing.count) that could hardly have failed (\(Self.hardlyFailingKinds): "
      + "\(hardlyFailing.map(\.id).joined(separator: ", ")))"
    if hardlyFailing.allSatisfy({ $0.verdict.outcome == .notTested }) {
      return "\(which) \(hardlyFailing.count == 1 ? "is" : "are") not tested here"
    }
    return "\(held == 0 ? "none" : "\(held)") of \(which) \(held < 2 ? "is" : "are") consistent"
  }

  /// The headline of the figure of all claims.
  var finding: String {
    let held = hardlyFailing.count { $0.verdict.outcome == .consistent }
    let rest =
      hardlyFailing.allSatisfy { $0.verdict.outcome == .notTested }
      ? ""
      : "; of \(hardlyFailing.count) that could hardly have failed \(held == 0 ? "none" : "\(held)") "
        + "\(held < 2 ? "is" : "are")"
    return (accuracy.isEmpty ? "No claim is about accuracy" : accuracyWords) + rest + "."
  }

  private static func words(_ claims: [Assessment], _ one: String, _ several: String) -> String {
    func count(_ outcome: Verdict.Outcome) -> Int { claims.count { $0.verdict.outcome == outcome } }
    let (held, against) = (count(.consistent), count(.contradicted))
    let open = claims.count - held - against
    func verb(_ count: Int) -> String { count == 1 ? "is" : "are" }
    func number(_ count: Int) -> String { count == 0 ? "none" : "\(count)" }
    return "Of \(claims.count) \(claims.count == 1 ? one : several) \(number(held)) "
      + "\(held == 1 || held == 0 ? "is" : "are") consistent at our scale, \(number(against)) "
      + "\(against <= 1 ? "is" : "are") contradicted and \(number(open)) \(open <= 1 ? "is" : "are") open"
  }
}

extension Claim {
  var isAboutAccuracy: Bool { quantity == .accuracy || quantity == .transferAccuracy }

  /// Whether it holds of nearly any implementation: a count that follows from the algorithm, an order of
  /// magnitude, or that what does more takes longer.
  var couldHardlyFail: Bool {
    switch kind {
    case .structural, .level: true
    case .ordering: quantity == .stepTime || quantity == .operatorTime
    case .equivalence, .nonInferiority, .optimum, .number, .noClearBest: false
    }
  }
}

extension Verdict.Outcome {
  /// As the end of a sentence.
  var words: String {
    switch self {
    case .inconclusive: "inconclusive here"
    case .notTested: "not tested here"
    case .notComparable: "not comparable here"
    case .invalid: "invalid here"
    case .consistent, .contradicted: rawValue
    }
  }
}
