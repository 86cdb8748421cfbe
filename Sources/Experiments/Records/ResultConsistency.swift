import Foundation

extension RunResult {
  /// What in the result contradicts its specification or another of its fields, in words; nil when
  /// nothing does. Needs neither data nor training.
  func inconsistency(with specification: RunSpecification) -> String? {
    let planned = specification.recipe.steps
    switch outcome {
    case .completed where steps != planned:
      return "its steps are \(steps), and a completed run takes \(planned)"
    case .diverged where !(0..<planned).contains(steps):
      return "its steps are \(steps), and a diverged run takes fewer than \(planned)"
    default: break
    }
    if evaluated != specification.evaluationImages {
      return "its evaluated images are \(evaluated), and \(specification.evaluationImages) were "
        + "planned"
    }
    return digestDefect ?? accuracyDefect(classes: specification.model.classes)
      ?? transferDefect(specification.transfer)
  }

  private var digestDefect: String? {
    // The count comes first: the list of a specification's own steps may be longer than any memory.
    if weightDigests.count != RunResult.recordedStepCount(steps)
      || weightDigests.map(\.step) != RunResult.recordedSteps(steps)
    {
      return
        "its weightDigests do not lie at every \(RunResult.recordInterval) steps and after the "
        + "last"
    }
    if losses.count != weightDigests.count || !losses.allSatisfy(\.isFinite) {
      return "its losses are not one finite number for each of its weightDigests"
    }
    func isDigit(_ byte: UInt8) -> Bool {
      (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
    }
    for digest in weightDigests
    where digest.sha256.utf8.count != 64 || !digest.sha256.utf8.allSatisfy(isDigit) {
      return "its weightDigests hold \"\(digest.sha256)\" at step \(digest.step), which is no "
        + "SHA-256"
    }
    return nil
  }

  private func accuracyDefect(classes: Int) -> String? {
    if outcome == .diverged {
      let isChance =
        correct == (evaluated + classes / 2) / classes && accuracy == 1 / Double(classes)
        && correctBits.isEmpty
      return isChance ? nil : "its accuracy is not that of chance, and the run diverged"
    }
    if accuracy != Double(correct) / Double(evaluated) {
      return "its accuracy is \(accuracy), and its correct and evaluated images give "
        + "\(Double(correct) / Double(evaluated))"
    }
    guard let bits = Data(base64Encoded: correctBits), bits.count == (evaluated + 7) / 8,
      // No bit beyond the last image.
      evaluated % 8 == 0 || bits.last! >> (evaluated % 8) == 0
    else { return "its correctBits do not hold one bit for each evaluated image" }
    let count = bits.reduce(0) { $0 + $1.nonzeroBitCount }
    if count == correct { return nil }
    return "its correctBits mark \(count) images, and correct is \(correct)"
  }

  private func transferDefect(_ sets: [TransferSet]) -> String? {
    guard transfer?.map(\.set) == (sets.isEmpty ? nil : sets) else {
      return "its transfer scores are not one for each of the planned sets "
        + "(\(sets.map(\.name).joined(separator: ", ")))"
    }
    for score in transfer ?? [] {
      let name = "its transfer score on \(score.set.name)"
      if score.shots != TransferSet.shots || score.accuracies.count != TransferSet.draws {
        return "\(name) is not that of \(TransferSet.draws) draws of \(TransferSet.shots) shots"
      }
      if score.evaluated != score.set.testImages {
        return "\(name) is over \(score.evaluated) images, and the set has "
          + "\(score.set.testImages)"
      }
      if outcome == .diverged {
        if score == .chance(score.set) { continue }
        return "\(name) is not that of chance, and the run diverged"
      }
      let count = Double(score.evaluated)
      for accuracy in score.accuracies
      where !(0...1).contains(accuracy) || (accuracy * count).rounded() / count != accuracy {
        return "\(name) is \(accuracy), which is no share of \(score.evaluated) images"
      }
    }
    return nil
  }
}
