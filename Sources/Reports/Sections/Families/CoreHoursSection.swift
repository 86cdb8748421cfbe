import Claims
import Experiments
import Figures
import Timing

/// What the x axis of Figure 1 is made of.
struct CoreHoursSection {
  let input: ReportInput
  /// To whose rows the numbers lead; nil for the numbers alone.
  let data: ResultData?

  var body: [Block] {
    guard let times = input.stepTimes else {
      return ["The models' steps were not timed, so there are no core hours."]
    }
    return [
      """
      Median time of a training step of each model as trained, all models interleaved on one machine \
      (\(MarkdownText.escaped(times.processor)), \(counted(times.threads, "thread"))), with a distribution-free 95 % interval \
      over steps. Core hours are \(product(times)), never the wall-clock time of a training.
      """,
      .table(table(times)),
    ]
  }

  private func product(_ times: ModelStepTimes) -> String {
    times.countsProcessorTime
      ? "steps x the processor time of a step, over all threads" : "steps x seconds x threads"
  }

  private func table(_ times: ModelStepTimes) -> Table {
    func milliseconds(_ seconds: Double) -> String { NumberText.fixed(seconds * 1000, places: 2) }
    return Table(
      [
        .text("model"), .text("attention"), .number("batch"), .text("ms a step, 95 %"),
        .number("steps timed"), .text("steps of a run"), .text("core hours of a run"),
      ],
      rows: times.entries.map { entry in
        let (steps, hours) = (steps(entry), hours(entry))
        let cells: [Table.Cell] = [
          .text("\(entry.model)"), .text(entry.attention), .whole(entry.batch),
          .text(
            "\(milliseconds(entry.secondsPerStep)) "
              + "[\(milliseconds(entry.low)), \(milliseconds(entry.high))]"),
          .whole(entry.steps),
          steps.isEmpty ? .absent : .text(list(steps.map(NumberText.grouped))),
          hours.isEmpty
            ? .absent : .text(list(hours.map { NumberText.fixed($0, places: 4) })),
        ]
        let link = data?.link(.step(of: entry.model, attention: entry.attention))
        return cells.linked(to: link, from: 2)
      })
  }

  /// How many a run of that model and attention takes.
  func steps(_ entry: ModelStepTimes.Entry) -> [Int] {
    Set(
      input.preset.runs.filter {
        $0.model == entry.model && $0.families.contains(.scaling)
          && $0.specification.model.attention.name == entry.attention
      }.map(\.specification.recipe.steps)
    ).sorted()
  }

  /// What such a run takes, one for each count of steps.
  func hours(_ entry: ModelStepTimes.Entry) -> [Double] {
    steps(entry).compactMap {
      input.stepTimes?.coreHours(model: entry.model, attention: entry.attention, steps: $0)
    }
  }
}
