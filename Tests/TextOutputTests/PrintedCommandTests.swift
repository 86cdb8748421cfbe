import Foundation
import TestPrograms
import Testing
import TextOutput

@Suite struct PrintedCommandTests {
  /// A shell reads each printed word back to the same bytes.
  @Test(arguments: [
    "runs", "", "a b", "it's", "\"", "$HOME", "`id`", "a;b", "!x", "*", "~/runs", "#", "=ls", "\\",
    "a\nb", "\n", "tab\there", "\u{1B}[31m", "a\\n\u{7}%s'", "e\u{301}", "'\u{301}", "수 字",
    "\u{85}",
    "\u{202E}x", "-x", "100%", "{a,b}", "a=b", "(x)", "<>&|",
  ])
  func aShellReadsItBack(_ word: String) throws {
    let command: PrintedCommand = ["printf", "%s|", word, "end"]
    // Only bash knows the form that a name with a line break at its end needs.
    let shells = word.hasSuffix("\n") ? ["/bin/bash"] : ["/bin/sh", "/bin/bash"]
    for shell in shells where FileManager.default.isExecutableFile(atPath: shell) {
      #expect(try output(of: command, in: shell) == Array("\(word)|end|".utf8), "\(command)")
    }
    #expect(VisibleText.of("\(command)") == "\(command)")
    #expect(!"\(command)".contains("\n"))
  }

  @Test func aVariableIsTheReaders() {
    let command = PrintedCommand([
      .text("rectify"), .text("--data"), .variable("DATA"),
      .variable("KMNIST", prefix: "kmnist="),
    ])
    #expect("\(command)" == "rectify --data \"$DATA\" kmnist=\"$KMNIST\"")
  }

  private func output(of command: PrintedCommand, in shell: String) throws -> [UInt8] {
    try ToolRun(shell, ["-c", "\(command)"]).output
  }
}
