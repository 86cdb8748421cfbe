import ArgumentParser
import Claims
import Datasets
import Experiments
import Foundation
import SystemResources

@main
struct RectifyDecisions: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rectify-decisions",
    abstract: "How likely each rung of the ladder is to decide each claim, and how often falsely.",
    discussion: """
      Simulates stores of the presets quick, standard and full from the accuracies that pilots \
      measured, looks at each as the report does, and prints for each claim about accuracy and each \
      rung the probability that the claim is decided by then, the TFLOP of the claim's runs, and the \
      probability per TFLOP. The presets' headers carry the table. Then each claim is put where it is \
      most easily decided falsely, and the share of stores is printed in which someone who goes up the \
      ladder and stops at the first decision gets a false one, beside what the levels allow. Transfer has \
      no pilot and no row.

      EXAMPLES:
        swift run -c release rectify-decisions                  1,000 stores, some minutes
        swift run -c release rectify-decisions --simulations 200 --preset quick --preset standard
      """)

  @Option(help: "How many stores are simulated.")
  var simulations = 1_000

  @Option(
    help: ArgumentHelp(
      "A preset's name or file, the lowest rung first; all three rungs where none is named.",
      valueName: "preset"))
  var preset: [String] = []

  @Option(
    help: ArgumentHelp(
      "What pilots measured, as pilots.py prints it (default: what ships with the project).",
      valueName: "file"))
  var pilots: String?

  @Option(help: "How many threads share the work; all that the system grants where none is given.")
  var threads: Int?

  func run() throws {
    let rungs = Rung.allCases
    guard preset.count <= rungs.count else {
      throw ValidationError("--preset is given \(preset.count) times; there are three rungs.")
    }
    let names = preset.isEmpty ? rungs.map(\.rawValue) : preset
    let ladder = try zip(rungs, names).map { rung, name in
      (rung: rung, planned: try Preset.load(name, data: FashionMNIST.identity).runs)
    }
    let claims = try ClaimsFile.shipped()
    let pilots =
      try pilots.map {
        try PilotAccuracies(yaml: String(contentsOfFile: $0, encoding: .utf8), named: $0)
      } ?? .shipped
    let threads = threads ?? UsableProcessors.count
    let probabilities = DecisionProbabilities(
      claims, ladder: ladder, pilots: pilots, simulations: simulations, threads: threads)
    print(DecisionTable(probabilities: probabilities).text)
    let errors = LadderErrors(
      claims, ladder: ladder, pilots: pilots, scenarios: simulations, threads: threads)
    print("\n" + LadderErrorTable(errors: errors).text)
  }
}
