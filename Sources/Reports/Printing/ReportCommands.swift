import Claims
import Experiments
import TextOutput

/// Commands as a report prints them. A report holds no path, so what lies in files of the reader's own
/// (a preset, data, claims) stands as a variable of the shell, which the section on running it again
/// says how to set.
struct ReportCommands {
  /// A variable, and what it is set to, in words.
  struct Variable {
    let name: String
    let meaning: String
  }

  let variables: [Variable]
  private let options: [PrintedCommand.Word]

  init(_ input: ReportInput) {
    let preset = input.preset
    var variables: [Variable] = []
    var options: [PrintedCommand.Word] = [.text("--preset")]
    func add(_ name: String, _ meaning: String, prefix: String = "") {
      variables.append(Variable(name: name, meaning: meaning))
      options.append(.variable(name, prefix: prefix))
    }
    if Preset.names.contains(preset.name) {
      options.append(.text(preset.name))
    } else {
      add("PRESET", "the file of the preset \(preset.name)")
    }
    if !preset.data.isFashionMNIST {
      options.append(.text("--data"))
      add("DATA", "the folder of \(preset.data.label)")
      // Images that have this size already stay as they are.
      if preset.data.height == preset.data.width {
        options += [.text("--size"), .text("\(preset.data.height)")]
      }
    }
    let sets = Set(preset.runs.flatMap(\.specification.transferNames)).subtracting(["digits"])
    for (index, set) in sets.sorted().enumerated() {
      options.append(.text("--transfer"))
      add("TRANSFER_\(index + 1)", "the folder of the transfer set \(set)", prefix: "\(set)=")
    }
    if let shipped = try? ClaimsFile.shipped(), shipped.digest != input.claims.digest {
      options.append(.text("--claims"))
      add("CLAIMS", "the claims file")
    }
    self.variables = variables
    self.options = options
  }

  /// - Parameter preset: a shipped one in place of the report's own, on the same data.
  func command(_ verb: String, _ arguments: [String] = [], preset: String? = nil) -> PrintedCommand
  {
    let chosen = preset.map { [options[0], .text($0)] + options.dropFirst(2) } ?? options
    return PrintedCommand((["rectify", verb] + arguments).map(PrintedCommand.Word.text) + chosen)
  }
}
