import Claims
import Figures
import Statistics

/// What depends on the length of training, in numbers.
struct TrainingLengthSection {
  let input: ReportInput
  let data: ResultData

  var body: [Block] {
    let lengths = TrainingLengths(input)
    guard !lengths.groups.isEmpty else {
      return ["No run of another length of training than that of the claims is finished."]
    }
    return [
      """
      Claims are decided at one length of training for each model. Runs of other lengths are a panel of \
      their own: exploratory, and pooled with nothing. What learned attention is worth, and so every \
      margin that is a share of it, depends on the length of training.
      """
    ]
      + lengths.groups.flatMap { group -> [Block] in
        [
          .heading("\(group.model), recipe after \(group.recipe)"),
          .table(table(of: group)), .table(differences(in: group)),
        ]
      }
  }

  private func table(of group: TrainingLengths.Group) -> Table {
    Table(
      [
        .text("arm"), .number("images shown"), .number("mean accuracy, %"), .text("each seed"),
        .text("decides"),
      ],
      rows: group.cells.map { cell in
        let row: [Table.Cell] = [
          .text(cell.key.arm.label), .count(cell.images),
          .percent(Estimate.mean(cell.percentages) / 100, places: 1),
          .seeds(cell.percentages) { NumberText.fixed($0, places: 1) },
          .text(cell.images == group.deciding && cell.isConfirmatory ? "yes" : "no"),
        ]
        return row.linked(to: data.link(.arm(cell)), from: 2)
      })
  }

  private func differences(in group: TrainingLengths.Group) -> Table {
    Table(
      [
        .text("difference, points"), .number("images shown"), .number("mean"), .text("each seed"),
      ],
      rows: TrainingLengths.pairs.flatMap { pair in
        group.lengths.compactMap { images -> [Table.Cell]? in
          let values = group.differences(pair, images)
          guard !values.isEmpty else { return nil }
          let row: [Table.Cell] = [
            .text(pair.name), .count(images), .signed(Estimate.mean(values), places: 1),
            .seeds(values) { NumberText.signed($0, places: 1) },
          ]
          let link = data.link(
            .difference(pair.name, group.model, group.recipe, images: images))
          return row.linked(to: link, from: 2)
        }
      })
  }
}
