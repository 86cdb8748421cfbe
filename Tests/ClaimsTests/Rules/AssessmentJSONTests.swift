import Claims
import Foundation
import Reports
import Testing

@Suite struct AssessmentJSONTests {
  static func json(_ evidence: Evidence) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
    return try encoder.encode(
      DiffRecord(Assessments(try ClaimsFile.shipped(), evidence: evidence), errorRates: nil))
  }

  @Test func everyKeyIsThereAndUnknownsAreNull() throws {
    let data = try Self.json(QuickPresetTests.evidence)
    let root = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    #expect(Set(root.keys) == ["schemaVersion", "claims", "errorRates"])
    #expect(root["schemaVersion"] as? Int == 1)
    let claims = try #require(root["claims"] as? [[String: Any]])
    #expect(claims.count == 14)
    for claim in claims {
      #expect(
        Set(claim.keys) == [
          "id", "kind", "verdict", "reason", "lean", "estimate", "low", "high", "level", "n",
          "unit", "margin", "ceiling", "models", "cells", "scope", "seedsToSettle",
          "noAffordableSeeds", "secondsToSettle",
        ])
      for cell in try #require(claim["cells"] as? [[String: Any]]) {
        #expect(
          Set(cell.keys) == [
            "model", "h", "estimate", "low", "high", "level", "n", "verdict", "primary", "rung",
          ])
      }
    }
    let transfer = try #require(claims.first { $0["id"] as? String == "S3" })
    #expect(transfer["estimate"] is NSNull && transfer["lean"] is NSNull)
    #expect(transfer["verdict"] as? String == "not tested")
    #expect(transfer["margin"] as? Double == 0.2)
  }

  /// What would settle a claim costs what its seeds cost so far: 3 arms of 11 s on two threads.
  @Test func whatWouldSettleAClaimHasAPrice() throws {
    let assessment = try HandMade.assess("S2", HandMade.evidence(HandMade.panel()))
    #expect(assessment.verdict.outcome == .inconclusive)
    let seeds = try #require(assessment.seedsToSettle)
    #expect(seeds > 0 && assessment.secondsToSettle == 66 * Double(seeds))
    let settled = try HandMade.assess(
      "S2", HandMade.evidence(HandMade.panel(relu1: 0.82, residual: 0.0005)))
    #expect(settled.seedsToSettle == nil && settled.secondsToSettle == nil)
  }

  /// The same evidence, in whatever order its runs come, gives the same bytes.
  @Test func theOrderOfRunsDoesNotMatter() throws {
    let runs = HandMade.runs(HandMade.panel(seeds: 5))
    let forward = try Self.json(Evidence(planned: runs.planned, finished: runs.finished))
    let backward = try Self.json(
      Evidence(planned: runs.planned.reversed(), finished: runs.finished.reversed()))
    #expect(forward == backward)
  }

  @Test func nothingIsCalledReproduced() throws {
    for evidence in [QuickPresetTests.evidence, HandMade.evidence(HandMade.panel(relu1: 0.82))] {
      let text = String(decoding: try Self.json(evidence), as: UTF8.self).lowercased()
      #expect(!text.contains("reproduc"))
    }
  }
}
