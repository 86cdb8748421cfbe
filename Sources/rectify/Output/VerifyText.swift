import Claims
import Experiments
import Figures
import Training

/// What a verification found, in sentences.
struct VerifyText {
  let stores: RunStores
  let check: StoreCheck
  let audit: Audit?

  var text: String { ([checkSentence] + auditLines).joined(separator: "\n") }

  private var checkSentence: String {
    let unfinished = check.unfinished > 0 ? ", \(check.unfinished) unfinished" : ""
    let counts =
      "\(stores.names): \(counted(check.runs.count, "finished run"))\(unfinished), "
      + counted(check.measurements, "measurement")
    let copies = check.keptCopies
    let kept =
      copies == 0
      ? ""
      : " \(copies) \(copies == 1 ? "copy" : "copies") of damaged records, which are kept and not "
        + "looked into."
    return check.damages.isEmpty
      ? "\(counts); every checksum is right, and every result agrees with itself.\(kept)"
      : "\(counts) are whole; \(counted(check.damages.count, "folder")) with records that are not."
        + kept
  }

  private var auditLines: [String] {
    guard let audit else { return [] }
    var lines: [String] = []
    if !audit.otherRevision.isEmpty {
      lines.append(
        "\(counted(audit.otherRevision.count, "run")) of another revision of the numerics "
          + "cannot be replayed by this program.")
    }
    if !audit.otherData.isEmpty {
      lines.append(
        "\(counted(audit.otherData.count, "run")) on other data cannot be replayed without "
          + "it; pass it with --data or --transfer.")
    }
    let share = Double(audit.stepsAudited) / Double(max(1, audit.stepsTotal))
    lines.append(
      "Replayed \(audit.replayed) of \(counted(audit.candidates.count, "run")), "
        + "\(audit.replayedInFull) in full (choice seed \(audit.choiceSeed)): "
        + (audit.mismatches.isEmpty
          ? "the same bits." : "\(counted(audit.mismatches.count, "mismatch"))."))
    lines.append(
      "Audited \(audit.stepsAudited) of all \(audit.stepsTotal) steps, \(NumberText.percent(share)) %."
    )
    let chances = [1, 2, 5].compactMap { altered in
      audit.chanceOfCatching(altered).map { "\(altered): \(NumberText.percent($0)) %" }
    }
    if !chances.isEmpty {
      lines.append(
        "The chance that the full replays catch at least one of k altered runs, if any k of the "
          + "\(audit.candidates.count) are as likely as any other k to be the altered ones: k = "
          + chances.joined(separator: ", k = ") + ".")
    }
    return lines
  }
}
