extension ReportInput {
  /// The report's answer in Markdown, a sentence and the number that carries it most, for places beside the
  /// report: it has no links.
  public var answerParagraph: String {
    let answer = Answer(self, data: .none)
    return (["**\(answer.sentence)**"] + answer.numbers.prefix(1)).joined(separator: " ")
  }
}
