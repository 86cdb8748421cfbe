import Figures

/// Sections as Markdown, with blank lines between their blocks.
struct SectionPrinter {
  let pictures: [ReportPicture]
  let data: ResultData
  let commands: ReportCommands
  /// The document that says how to run it again; empty where it is this one.
  let rerun: String

  func text(of section: any Section) -> String {
    (["## \(section.title)"] + section.body.flatMap(paragraphs)).joined(separator: "\n\n")
  }

  func paragraphs(_ block: Block) -> [String] {
    switch block {
    case .paragraph(let text): [text]
    case .heading(let text): ["### \(text)"]
    case .table(let table): [MarkdownPrinter.text(of: table)]
    case .figure(let name): picture(name).map { [image($0)] } ?? []
    case .caption(let name): picture(name).map { [caption($0)] } ?? []
    case .folded(let summary, let blocks):
      ["<details><summary>\(summary)</summary>"] + blocks.flatMap(paragraphs) + ["</details>"]
    }
  }

  private func picture(_ name: FigureName) -> ReportPicture? {
    pictures.first { $0.name == name }
  }

  /// Where the commands' variables are explained.
  private var reminder: String {
    commands.variables.isEmpty
      ? ""
      : ", with the variables of [\(RerunSection.heading)](\(rerun)#\(HeadingAnchor.of(RerunSection.heading)))"
  }

  private func image(_ picture: ReportPicture) -> String {
    let alt = HTMLText.escaped(picture.figure.altText)
    let link = MarkdownText.link(picture.link)
    return """
      <picture>
        <source media="(prefers-color-scheme: dark)" srcset="\(link)-dark.png">
        <img src="\(link).png" alt="\(alt)" width="720">
      </picture>
      """
  }

  /// What must be known of a figure, its numbers and the command that draws it again.
  private func caption(_ picture: ReportPicture) -> String {
    let figure = picture.figure
    let link = MarkdownText.link(picture.link)
    return
      "\(data.linked(figure.caption, figure.sources)) Files: [SVG](\(link).svg), [numbers](\(link).csv). "
      + "Drawn again by `\(commands.command("figure", [figure.name]))`\(reminder)."
  }
}
