import CairoRendering
import Reports
import WebPages

/// The files of a report: the Markdown with its appendix, one page of HTML, and the results as data.
struct ReportFiles {
  /// Of the report's folder.
  let name: String

  private var folder: String { "reports/\(name)" }
  var report: String { "\(folder)/report.md" }
  /// Where its records lie if they lie beside it.
  var records: String { "\(folder)/records" }

  static func page(beside report: String) -> String { String(report.dropLast(2)) + "html" }

  /// Everything, made and not written yet.
  func files(
    _ input: ReportInput, pictures: [ReportPicture], isRecordsFolder: Bool
  ) throws -> [(path: String, bytes: [UInt8])] {
    let report = Report(
      input, pictures: pictures, libraries: FigureWriter.libraryVersions,
      records: isRecordsFolder ? "records" : nil)
    let markdown = report.markdown
    let appendix = report.appendix
    let page = WebPage(
      title: Report.title,
      documents: [
        .init(name: "report.md", markdown: markdown),
        .init(name: Report.appendixFile, markdown: appendix),
      ], pictures: try pictures.map(Self.picture))
    let texts =
      [
        (self.report, markdown), ("\(folder)/\(Report.appendixFile)", appendix),
        (Self.page(beside: self.report), page.html),
      ] + report.data.files.map { ("\(folder)/\($0.path)", $0.text) }
    return texts.map { ($0.0, Array($0.1.utf8)) }
  }

  private static func picture(_ picture: ReportPicture) throws -> WebPage.Picture {
    let (svg, colors) = try FigureWriter.inline(picture.figure)
    return WebPage.Picture(
      link: picture.target, svg: svg,
      colors: colors.map { .init(name: $0.name, light: $0.light, dark: $0.dark) })
  }
}
