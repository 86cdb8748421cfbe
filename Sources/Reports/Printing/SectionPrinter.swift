import Figures

/// Sections as Markdown, with blank lines between their blocks.
struct SectionPrinter {
  let pictures: [ReportPicture]
  let commands: ReportCommands

  func text(of section: any Section) -> String {
    (["## \(section.title)"] + section.body.flatMap(paragraphs)).joined(separator: "\n\n")
  }

  private func paragraphs(_ block: Block) -> [String] {
    switch block {
    case .paragraph(let text): [text]
    case .heading(let text): ["### \(text)"]
    case .table(let table): [MarkdownPrinter.text(of: table)]
    case .figure(let name): pictures.first { $0.name == name }.map(paragraphs) ?? []
    case .folded(let summary, let blocks):
      ["<details><summary>\(summary)</summary>"] + blocks.flatMap(paragraphs) + ["</details>"]
    }
  }

  /// Where the commands' variables are explained.
  private var reminder: String {
    commands.variables.isEmpty
      ? "" : ", with the variables of [How to run it again](#how-to-run-it-again)"
  }

  /// A figure with its finding, its caption, its numbers and the command that draws it again.
  private func paragraphs(_ picture: ReportPicture) -> [String] {
    let figure = picture.figure
    let alt = HTMLText.escaped(figure.altText)
    let link = MarkdownText.link(picture.link)
    return [
      "**\(figure.finding)**",
      """
      <picture>
        <source media="(prefers-color-scheme: dark)" srcset="\(link)-dark.png">
        <img src="\(link).png" alt="\(alt)" width="720">
      </picture>
      """,
      "\(MarkdownText.escaped(figure.caption)) Files: [SVG](\(link).svg), [numbers](\(link).csv). "
        + "Drawn again by `\(commands.command("figure", [figure.name]))`\(reminder).",
    ]
  }
}
