import Foundation
import Testing

/// The pages that a visitor reads before building anything.
@Suite struct DocumentationTests {
  private static let root = ProjectFolder.url.path
  private static let pages: [String] = {
    let own = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"]
    let docs = (try? FileManager.default.contentsOfDirectory(atPath: "\(root)/docs")) ?? []
    return own + docs.filter { $0.hasSuffix(".md") }.sorted().map { "docs/\($0)" }
  }()

  /// Links to files and the pictures lead somewhere.
  @Test(arguments: pages) func everyLinkLeadsToAFile(page: String) throws {
    let text = try String(contentsOfFile: "\(Self.root)/\(page)", encoding: .utf8)
    let folder = URL(fileURLWithPath: "\(Self.root)/\(page)").deletingLastPathComponent()
    let links = text.matches(of: #/\]\(([^)\s]+)\)|(?:src|srcset)="([^"]+)"/#).map {
      String($0.output.1 ?? $0.output.2 ?? "")
    }
    for link in links where !link.contains("://") && !link.hasPrefix("#") {
      let path = link.prefix { $0 != "#" }
      #expect(
        FileManager.default.fileExists(atPath: folder.appendingPathComponent(String(path)).path),
        "\(page): \(link)")
    }
  }

  @Test func theReadmeIsShort() throws {
    let text = try String(contentsOfFile: "\(Self.root)/README.md", encoding: .utf8)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).count - 1
    #expect(lines <= 120, "\(lines) lines")
    #expect(Self.pages.contains("docs/commands.md"))
  }
}
