import Experiments
import Foundation
import Kernels
import SystemResources

/// What this machine and this build are, for the records of what runs cost.
public enum Machine {
  /// Whether the processor has the instructions that the kernels were compiled for.
  public static var processorIsSufficient: Bool { Kernels.processorIsSufficient }

  /// Such as "AVX-512".
  public static var compiledVectorInstructions: String { Kernels.compiledVectorInstructions }

  /// Processors that this process may use.
  public static var coreCount: Int { UsableProcessors.count }

  /// The processor's own name.
  public static let processor = information("model name") ?? "unknown"

  /// Such as "family 26, model 2, stepping 1"; nil where the system does not tell.
  static let processorVersion: String? = {
    let parts = [("family", "cpu family"), ("model", "model"), ("stepping", "stepping")]
      .compactMap { name, key in information(key).map { "\(name) \($0)" } }
    return parts.isEmpty ? nil : parts.joined(separator: ", ")
  }()

  /// Bytes of the whole machine; nil where the system does not tell.
  public static let memory: Int? = {
    let text = (try? String(contentsOfFile: "/proc/meminfo", encoding: .utf8)) ?? ""
    let line = text.split(separator: "\n").first { $0.hasPrefix("MemTotal:") }
    return line?.split(separator: " ").dropFirst().first.flatMap { Int($0) }.map { $0 * 1024 }
  }()

  /// What the system says of the first processor.
  private static func information(_ key: String) -> String? {
    let text = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
    for line in text.split(separator: "\n") {
      let parts: [String] = line.split(separator: ":", maxSplits: 1)
        .map { $0.trimmingCharacters(in: .whitespaces) }
      if parts.count == 2, parts[0] == key { return parts[1] }
    }
    return nil
  }

  public static let system: String = {
    let release = (try? String(contentsOfFile: "/etc/os-release", encoding: .utf8)) ?? ""
    let line = release.split(separator: "\n").first { $0.hasPrefix("PRETTY_NAME=") }
    return line.map { $0.dropFirst("PRETTY_NAME=".count).trimmingCharacters(in: ["\""]) }
      ?? ProcessInfo.processInfo.operatingSystemVersionString
  }()

  /// The commit of the project's working tree that this program lies in, for people.
  public static var sourceRevision: String { revision }

  /// The one-minute load average.
  static var load: Double {
    var averages = [0.0, 0.0, 0.0]
    return getloadavg(&averages, 3) >= 1 ? averages[0] : 0
  }

  static func cost(
    trainingSeconds: Double, evaluationSeconds: Double, threads: Int, processorSeconds: Double?,
    energy: Double?
  ) -> RunCost {
    RunCost(
      trainingSeconds: trainingSeconds, evaluationSeconds: evaluationSeconds, threads: threads,
      processorSeconds: processorSeconds, host: ProcessInfo.processInfo.hostName,
      processor: processor, processorVersion: processorVersion, memory: memory, energy: energy,
      system: system, load: load,
      finished: Date.now.ISO8601Format(),
      build: RunCost.Build(
        revision: revision, compiler: compiler, vectorInstructions: compiledVectorInstructions))
  }

  #if compiler(>=6.4)
    private static let compiler = "Swift 6.4 or later"
  #elseif compiler(>=6.3)
    private static let compiler = "Swift 6.3"
  #elseif compiler(>=6.2)
    private static let compiler = "Swift 6.2"
  #else
    private static let compiler = "Swift 6.1"
  #endif

  /// The commit of the project's working tree that this program lies in, as it is now; "unknown"
  /// for a program that was installed elsewhere.
  private static let revision: String = {
    guard let tree = GitWorkingTree(containing: ProgramFile.path),
      FileManager.default.fileExists(atPath: tree.root + "/Sources/Experiments"),
      let commit = tree.commit
    else { return "unknown" }
    return commit.prefix(12) + (tree.hasChanges ? "+changes" : "")
  }()
}
