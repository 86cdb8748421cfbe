import Claims
import Reports
import Testing

@Suite struct ConclusionsSectionTests {
  private static let leads = [
    "Where its claims hold here", "Where they do not", "What cannot be told",
    "What depends on the length of training", "What depends on L", "What to take from it",
    "What would settle the rest",
  ]

  private static func section(_ text: String) -> String? {
    text.components(separatedBy: "\n## What this says about the paper\n").dropFirst().first?
      .components(separatedBy: "\n## ").first
  }

  /// The text under a lead, up to the next one.
  private static func part(_ lead: String, of section: String) -> String {
    let start = section.components(separatedBy: "**\(lead)").dropFirst().first ?? ""
    return leads.reduce(start) { $0.components(separatedBy: "**\($1)").first ?? $0 }
  }

  /// Every claim stands under what became of it, and nowhere else.
  @Test(arguments: FamiliesInput.Size.allCases)
  func everyClaimStandsUnderItsVerdict(size: FamiliesInput.Size) throws {
    let input = try FamiliesInput(size: size).input()
    let section = try #require(Self.section(HandMadeInput.report(input).markdown))
    let parts = Self.leads.prefix(3).map { Self.part($0, of: section) }
    for assessment in input.assessments.claims {
      let own =
        switch assessment.verdict.outcome {
        case .consistent: 0
        case .contradicted: 1
        default: 2
        }
      for (place, part) in parts.enumerated() {
        let names = part.contains("\(assessment.id). ") || part.contains("[\(assessment.id)]")
        #expect(names == (place == own), "\(assessment.id), \(assessment.verdict.outcome): \(part)")
      }
    }
  }

  /// What the models of Figure 2 say of L, each with its own length.
  @Test func aDifferenceIsShownOverLWhereTwoModelsHaveIt() throws {
    let input = try FamiliesInput(size: .full).input()
    let section = try #require(Self.section(HandMadeInput.report(input).markdown))
    let part = Self.part("What depends on L", of: section)
    for place in ["at L = 49 (S/32", "at L = 196 (S/16", "at L = 784 (S/8"] {
      #expect(part.components(separatedBy: place).count == 4, "\(part)")
    }
  }

  /// No advice to swap where nothing was shown; none at all on images made by a program.
  @Test func theAdviceIsNoStrongerThanTheVerdict() throws {
    let open = try FamiliesInput(size: .thin).input()
    let text = try #require(Self.section(HandMadeInput.report(open).markdown))
    #expect(text.contains("Neither that ReLU / L matches softmax nor that it does not"), "\(text)")
    var made = HandMadeInput.data
    made.origin = .program
    #expect(Self.section(try QuickReport.report(data: made)) == nil)
  }
}
