/// A command for a reader to paste into a shell. Its description is that line.
public struct PrintedCommand: Hashable, Sendable, CustomStringConvertible {
  public enum Word: Hashable, Sendable {
    case text(String)
    /// A variable of the shell that the reader sets first, behind a prefix such as "kmnist=".
    case variable(String, prefix: String = "")
  }

  public var words: [Word]

  public init(_ words: [Word]) { self.words = words }

  public var description: String {
    words.map { word in
      switch word {
      case .text(let text): ShellWord.quoted(text)
      case .variable(let name, let prefix): prefix + "\"$\(name)\""
      }
    }.joined(separator: " ")
  }
}

extension PrintedCommand: ExpressibleByArrayLiteral {
  public init(arrayLiteral words: String...) { self.init(words.map(Word.text)) }
}
