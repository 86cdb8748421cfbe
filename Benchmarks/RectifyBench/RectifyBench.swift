import ArgumentParser
import Foundation
import Kernels
import Networks

@main
struct RectifyBench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rectify-bench",
    abstract: "How fast the engine trains, as a fraction of what the processor could do.",
    discussion: """
      Whole training steps (forward, backward, clip, AdamW), or the attention operator alone, \
      measured in alternation with the peak of fused multiply-adds on as many threads. FLOPs are \
      six times the multiply-adds of the forward pass; recomputation is not counted.

      EXAMPLES:
        rectify-bench                                        every case
        rectify-bench --case micro-784 --attention softmax   one case
        rectify-bench --case S/16 --gate --threads 1         gated, on one thread
        rectify-bench --case micro-784 --batch 64 --json     for a program to read
        python3 Benchmarks/peers/compare.py                  beside PyTorch and JAX
      """)

  @Option(
    name: .customLong("case"),
    help: ArgumentHelp("A case to measure, once for each; --list names them.", valueName: "name"))
  var cases: [String] = []

  @Option(
    name: .customLong("attention"),
    help: ArgumentHelp(
      "An attention to measure, once for each: \(AttentionKind.names.joined(separator: ", ")) "
        + "(default: those of the case).", valueName: "name"))
  var attentions: [String] = []

  @Flag(help: "With the gated unit's projection in every layer.")
  var gate = false

  @Option(help: ArgumentHelp("Threads (default: the number of cores).", valueName: "count"))
  var threads: Int = Host.coreCount

  @Option(help: ArgumentHelp("Images in a batch (default: the case's own).", valueName: "count"))
  var batch: Int?

  @Option(help: ArgumentHelp("Seconds to measure each case for.", valueName: "seconds"))
  var seconds: Double = 6

  @Flag(help: "Print JSON instead of a table.")
  var json = false

  @Flag(help: "Print the chosen cases and their attentions, one a line, and measure nothing.")
  var list = false

  @Flag(
    help: "Take steps of one case on command, a line on standard input for each (compare.py).")
  var serve = false

  static func main() {
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch let error as BenchmarkError {
      write("\(error)", to: FileHandle.standardError)
      Foundation.exit(2)
    } catch {
      let isDone = exitCode(for: error) == .success
      write(
        fullMessage(for: error), to: isDone ? FileHandle.standardOutput : FileHandle.standardError)
      Foundation.exit(isDone ? 0 : 2)
    }
  }

  private static func write(_ message: String, to file: FileHandle) {
    file.write(Data((message + "\n").utf8))
  }

  func run() throws {
    let chosen = try chooseCases()
    if list {
      for chosen in chosen { print(chosen.name, chosen.attention.name) }
      return
    }
    #if DEBUG
      throw BenchmarkError.debugBuild
    #else
      guard processorIsSufficient else {
        throw BenchmarkError.processorInsufficient(compiled: compiledVectorInstructions)
      }
      if serve {
        guard chosen.count == 1 else { throw BenchmarkError.servesOne(count: chosen.count) }
        try Server.serve(chosen[0])
      } else {
        try measure(chosen)
      }
    #endif
  }

  private func chooseCases() throws -> [ChosenCase] {
    for (option, value) in [("threads", threads), ("batch", batch ?? 1)] where value < 1 {
      throw BenchmarkError.notPositive(option: option, value: "\(value)")
    }
    guard seconds > 0, seconds.isFinite else {
      throw BenchmarkError.notPositive(option: "seconds", value: "\(seconds)")
    }
    let known = BenchmarkCase.all
    if let unknown = cases.first(where: { name in !known.contains { $0.name == name } }) {
      throw BenchmarkError.unknownCase(unknown)
    }
    let selected = cases.isEmpty ? known : cases.map { name in known.first { $0.name == name }! }
    return try selected.flatMap { benchmark in
      try (attentions.isEmpty ? benchmark.attentions : attentions).compactMap { name in
        guard let kind = attentionKind(named: name) else {
          throw BenchmarkError.unknownAttention(name)
        }
        guard benchmark.takes(attention: name) else {
          if cases.isEmpty { return nil }
          throw BenchmarkError.noOperator(benchmark.name, attention: name)
        }
        return ChosenCase(
          name: benchmark.name, shape: benchmark.shape, attention: kind, hasGate: gate,
          batch: batch ?? benchmark.batch, threads: threads)
      }
    }
  }

  private func measure(_ chosen: [ChosenCase]) throws {
    let meter = PeakMeter(threads: threads)
    let loadBefore = Host.load
    if !json {
      print("\(Host.processor); \(threads) of \(Host.coreCount) cores")
      print(BenchmarkTable.header)
    }
    var peaks: [Double] = []
    let results = chosen.map { chosen in
      Host.resetPeakResidentBytes()
      let measurement = Measurement(
        of: chosen.workload(), operations: chosen.operations, meter: meter, seconds: seconds)
      peaks += measurement.peaks
      let result = BenchmarkReport.Case(
        name: chosen.name, attention: chosen.attention.name, gate: gate ? true : nil,
        threads: threads, batch: chosen.batch,
        imagesPerSecond: measurement.stepsPerSecond * Double(chosen.batch),
        gflops: measurement.gflops, fractionOfPeak: measurement.fractionOfPeak,
        peakResidentBytes: Host.peakResidentBytes)
      if !json { print(BenchmarkTable.row(result)) }
      return result
    }
    let report = BenchmarkReport(peakGFLOPs: median(peaks), cases: results)
    if json {
      print(try report.json)
    } else {
      print(
        String(
          format: "Peak of fused multiply-adds %.1f GFLOP/s (%.1f to %.1f in %d bursts); "
            + "load average %.2f before, %.2f after.",
          report.peakGFLOPs, peaks.min() ?? 0, peaks.max() ?? 0, peaks.count, loadBefore,
          Host.load))
    }
  }
}
