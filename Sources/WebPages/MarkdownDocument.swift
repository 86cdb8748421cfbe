import CMarkGFM
import Glibc

/// A document in GitHub's flavour of Markdown, read by cmark-gfm. HTML in it is kept as it is: whoever
/// wrote the Markdown has escaped what others said.
struct MarkdownDocument {
  /// A heading, in the order of the document.
  struct Heading {
    let level: Int
    let text: String
  }

  let headings: [Heading]
  /// With tables, and without ids.
  let html: String

  /// - Parameter replacing: what a block of HTML is to be instead.
  init(_ text: String, replacing: (String) -> String) {
    cmark_gfm_core_extensions_ensure_registered()
    let options = CMARK_OPT_UNSAFE | CMARK_OPT_VALIDATE_UTF8
    // The parser and the tree are owned here and freed at the end; no pointer leaves this initialiser.
    let parser = cmark_parser_new(options)
    defer { cmark_parser_free(parser) }
    for name in ["table", "strikethrough"] {
      if let found = cmark_find_syntax_extension(name) {
        cmark_parser_attach_syntax_extension(parser, found)
      }
    }
    let bytes = Array(text.utf8)
    bytes.withUnsafeBytes { buffer in
      cmark_parser_feed(
        parser, buffer.baseAddress?.assumingMemoryBound(to: CChar.self), buffer.count)
    }
    let root = cmark_parser_finish(parser)
    defer { cmark_node_free(root) }
    var headings: [Heading] = []
    let iterator = cmark_iter_new(root)
    while true {
      let event = cmark_iter_next(iterator)
      if event == CMARK_EVENT_DONE { break }
      guard event == CMARK_EVENT_ENTER, let node = cmark_iter_get_node(iterator) else { continue }
      if cmark_node_get_type(node) == CMARK_NODE_HEADING {
        headings.append(
          Heading(level: Int(cmark_node_get_heading_level(node)), text: Self.text(of: node)))
      } else if cmark_node_get_type(node) == CMARK_NODE_HTML_BLOCK,
        let literal = cmark_node_get_literal(node)
      {
        cmark_node_set_literal(node, replacing(String(cString: literal)))
      }
    }
    cmark_iter_free(iterator)
    self.headings = headings
    let rendered = cmark_render_html(
      root, options, cmark_parser_get_syntax_extensions(parser))
    html = rendered.map { String(cString: $0) } ?? ""
    free(rendered)
  }

  /// All text below a node.
  private static func text(of node: OpaquePointer) -> String {
    if let literal = cmark_node_get_literal(node) { return String(cString: literal) }
    var text = ""
    var child = cmark_node_first_child(node)
    while let current = child {
      text += Self.text(of: current)
      child = cmark_node_next(current)
    }
    return text
  }
}
