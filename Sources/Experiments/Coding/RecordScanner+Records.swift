import Datasets

// The records of a run from a `RecordScanner`: every field, and no other.

extension RunResult {
  package init(_ scanner: inout RecordScanner) throws(RecordScanner.Declined) {
    self.init(
      id: "", numericsRevision: 0, outcome: .completed, steps: 0, correct: 0, evaluated: 0,
      accuracy: 0, losses: [], weightDigests: [], correctBits: "")
    var result = self
    let fields = try scanner.object { key, scanner throws(RecordScanner.Declined) in
      switch key {
      case "accuracy": result.accuracy = try scanner.double()
      case "correct": result.correct = try scanner.integer()
      case "correctBits": result.correctBits = try scanner.string()
      case "evaluated": result.evaluated = try scanner.integer()
      case "id": result.id = try scanner.string()
      case "losses": result.losses = try scanner.doubles()
      case "numericsRevision": result.numericsRevision = try scanner.integer()
      case "outcome":
        guard let outcome = Outcome(rawValue: try scanner.string()) else {
          throw RecordScanner.Declined()
        }
        result.outcome = outcome
      case "schemaVersion": result.schemaVersion = try scanner.integer()
      case "steps": result.steps = try scanner.integer()
      case "transfer": result.transfer = try scanner.array(TransferScore.init)
      case "weightDigests":
        result.weightDigests = try scanner.array(WeightDigest.init)
      default: throw RecordScanner.Declined()
      }
    }
    guard fields == (result.transfer == nil ? 11 : 12), result.schemaVersion <= Self.newestVersion
    else {
      throw RecordScanner.Declined()
    }
    self = result
  }
}

extension RunResult.WeightDigest {
  package init(_ scanner: inout RecordScanner) throws(RecordScanner.Declined) {
    var digest = RunResult.WeightDigest(step: 0, sha256: "")
    try scanner.object(keys: 2) { key, scanner throws(RecordScanner.Declined) in
      switch key {
      case "sha256": digest.sha256 = try scanner.string()
      case "step": digest.step = try scanner.integer()
      default: throw RecordScanner.Declined()
      }
    }
    self = digest
  }
}

extension TransferScore {
  package init(_ scanner: inout RecordScanner) throws(RecordScanner.Declined) {
    var score = TransferScore(
      set: TransferSet(name: "", digest: "", classes: 0, testImages: 0), shots: 0, accuracies: [],
      evaluated: 0)
    try scanner.object(keys: 4) { key, scanner throws(RecordScanner.Declined) in
      switch key {
      case "accuracies": score.accuracies = try scanner.doubles()
      case "evaluated": score.evaluated = try scanner.integer()
      case "set": score.set = try TransferSet(&scanner)
      case "shots": score.shots = try scanner.integer()
      default: throw RecordScanner.Declined()
      }
    }
    self = score
  }
}

extension TransferSet {
  package init(_ scanner: inout RecordScanner) throws(RecordScanner.Declined) {
    var set = TransferSet(name: "", digest: "", classes: 0, testImages: 0)
    try scanner.object(keys: 4) { key, scanner throws(RecordScanner.Declined) in
      switch key {
      case "classes": set.classes = try scanner.integer()
      case "digest":
        set.digest = try scanner.string()
        set.name = DatasetLabel.text(digest: set.digest)
      // For people; the label is that of the digest.
      case "name": _ = try scanner.string()
      case "testImages": set.testImages = try scanner.integer()
      default: throw RecordScanner.Declined()
      }
    }
    self = set
  }
}

extension RunCost {
  package init(_ scanner: inout RecordScanner) throws(RecordScanner.Declined) {
    var cost = RunCost(
      schemaVersion: 0, trainingSeconds: 0, evaluationSeconds: 0, threads: 0, host: "",
      processor: "", system: "", load: 0, finished: "",
      build: Build(revision: "", compiler: "", vectorInstructions: ""))
    let fields = try scanner.object { key, scanner throws(RecordScanner.Declined) in
      switch key {
      case "build": cost.build = try Build(&scanner)
      case "energy": cost.energy = try scanner.double()
      case "evaluationSeconds": cost.evaluationSeconds = try scanner.double()
      case "finished": cost.finished = try scanner.string()
      case "host": cost.host = try scanner.string()
      case "load": cost.load = try scanner.double()
      case "memory": cost.memory = try scanner.integer()
      case "processor": cost.processor = try scanner.string()
      case "processorSeconds": cost.processorSeconds = try scanner.double()
      case "processorVersion": cost.processorVersion = try scanner.string()
      case "schemaVersion": cost.schemaVersion = try scanner.integer()
      case "system": cost.system = try scanner.string()
      case "threads": cost.threads = try scanner.integer()
      case "trainingSeconds": cost.trainingSeconds = try scanner.double()
      default: throw RecordScanner.Declined()
      }
    }
    let absent = [
      cost.energy == nil, cost.memory == nil, cost.processorSeconds == nil,
      cost.processorVersion == nil,
    ].count { $0 }
    guard fields + absent == 14, cost.schemaVersion <= Self.newestVersion else {
      throw RecordScanner.Declined()
    }
    self = cost
  }
}

extension RunCost.Build {
  package init(_ scanner: inout RecordScanner) throws(RecordScanner.Declined) {
    var build = RunCost.Build(revision: "", compiler: "", vectorInstructions: "")
    try scanner.object(keys: 3) { key, scanner throws(RecordScanner.Declined) in
      switch key {
      case "compiler": build.compiler = try scanner.string()
      case "revision": build.revision = try scanner.string()
      case "vectorInstructions": build.vectorInstructions = try scanner.string()
      default: throw RecordScanner.Declined()
      }
    }
    self = build
  }
}
