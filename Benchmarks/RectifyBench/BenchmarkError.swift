import Networks

/// What ends the benchmark with exit code 2, each in one sentence.
enum BenchmarkError: Error, CustomStringConvertible {
  case unknownCase(String)
  case unknownAttention(String)
  case noOperator(String, attention: String)
  case notPositive(option: String, value: String)
  case servesOne(count: Int)
  case unknownCommand(String)
  case debugBuild
  case processorInsufficient(compiled: String)

  var description: String {
    switch self {
    case .unknownCase(let name):
      "There is no case \(name); the cases are "
        + BenchmarkCase.all.map(\.name).joined(separator: ", ") + "."
    case .unknownAttention(let name):
      "There is no attention \(name); choose one of "
        + AttentionKind.names.joined(separator: ", ") + "."
    case .noOperator(let name, let attention):
      "The case \(name) measures the attention operator, and \(attention) has none; choose softmax "
        + "or a pointwise h, or a case of a whole model."
    case .notPositive(let option, let value):
      "--\(option) \(value) is not possible; pass a number above zero."
    case .servesOne(let count):
      "--serve takes steps of one case with one attention, and \(count) are chosen; name one with "
        + "--case and --attention."
    case .unknownCommand(let line):
      "The command \"\(line)\" is not known; send \"steps N\" or \"peak\"."
    case .debugBuild:
      "This is a debug build, whose kernels are hundreds of times slower; build it with "
        + "`swift build -c release` and run .build/release/rectify-bench."
    case .processorInsufficient(let compiled):
      "This processor lacks instructions that the kernels were compiled for (\(compiled)); build "
        + "the benchmark on this machine, or with RECTIFY_CPU=x86-64-v3."
    }
  }
}
