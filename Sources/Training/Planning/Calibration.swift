import Experiments
import Foundation
import Networks
import Paper
import Randomness

/// How fast this machine trains each model of a plan, measured: it prices a plan and never changes
/// it.
public struct Calibration: Sendable {
  /// A model in one of its sizes, where a preset's sweeps give it several.
  public struct Size: Hashable, Sendable {
    public let model: PaperModel
    public let shape: ModelShape
    public let batch: Int

    init(_ run: PlannedRun) {
      let (own, recipe) = (run.specification.model, run.specification.recipe)
      model = run.model
      shape = ModelShape(
        patch: own.patch, width: own.width, depth: own.depth, heads: own.heads)
      batch = recipe.batch
    }
  }

  public let threads: Int
  /// Floating-point operations a second, by model: of the size that its first runs have.
  public let rates: [PaperModel: Double]
  /// Those of its other sizes, as far as they were measured.
  public let otherRates: [Size: Double]

  package init(
    threads: Int, rates: [PaperModel: Double], otherRates: [Size: Double] = [:]
  ) {
    self.threads = threads
    self.rates = rates
    self.otherRates = otherRates
  }

  /// Trains each model of `runs` for about a second, on noise: the speed of a step does not depend
  /// on what the images show. Beyond a dozen sizes the others have their model's rate.
  ///
  /// - Parameter report: called before each model with its name, how many were measured before, and
  ///   how many there are.
  public static func measure(
    _ runs: [PlannedRun], threads: Int,
    report: (_ model: PaperModel, _ done: Int, _ of: Int) -> Void = { _, _, _ in }
  ) -> Calibration {
    var likely: [PaperModel: PlannedRun] = [:]
    var others: [(size: Size, run: PlannedRun)] = []
    var known: Set<Size> = []
    for run in runs {
      // The run at alpha = 1 where there is one, otherwise the first: arms differ by some per cent.
      let attention = run.specification.model.attention
      let size = Size(run)
      guard let first = likely[run.model] else {
        likely[run.model] = run
        known.insert(size)
        continue
      }
      if Size(first) == size {
        if attention == .pointwise(.relu, alpha: LengthExponent(1)) { likely[run.model] = run }
      } else if known.insert(size).inserted {
        others.append((size, run))
      }
    }
    let measured = others.prefix(12)
    let count = likely.count + measured.count
    var rates: [PaperModel: Double] = [:]
    for (model, run) in likely.sorted(by: { $0.key < $1.key }) {
      report(model, rates.count, count)
      rates[model] = laneRate(of: run.specification, threads: threads)
    }
    var otherRates: [Size: Double] = [:]
    for (size, run) in measured {
      report(size.model, rates.count + otherRates.count, count)
      otherRates[size] = laneRate(of: run.specification, threads: threads)
    }
    return Calibration(threads: threads, rates: rates, otherRates: otherRates)
  }

  public func seconds(_ run: PlannedRun) -> Double {
    run.specification.flops / (otherRates[Size(run)] ?? rates[run.model]!)
  }

  /// Of all runs together where several are trained at once.
  private static func laneRate(of specification: RunSpecification, threads: Int) -> Double {
    let lanes = TrainingLanes(specification, runs: threads, threads: threads)
    let lock = NSLock()
    var sum = 0.0
    ThreadTeam(count: lanes.count).run(tasks: lanes.count) { _, _ in
      let rate = rate(of: specification, threads: lanes.threads)
      lock.withLock { sum += rate }
    }
    return sum
  }

  /// Floating-point operations a second of one run in training, measured for about a second.
  static func rate(of specification: RunSpecification, threads: Int) -> Double {
    let (model, recipe) = sample(of: specification)
    let session = TrainingSession(model: model, recipe: recipe, seed: 0, threads: threads)
    var stream = RandomStream(seed: 0, name: "calibration")
    let images = (0..<recipe.batch * model.pixels).map { _ in Float(2 * stream.uniform() - 1) }
    let labels = (0..<recipe.batch).map { _ in
      UInt8(stream.uniform(below: min(256, model.classes)))
    }
    // The first steps meet cold caches and sleeping cores.
    let warmUp = Clock()
    repeat { _ = session.train(images: images, labels: labels) } while warmUp.seconds < 0.2
    let clock = Clock()
    var steps = 0
    while clock.seconds < 0.8 || steps < 2 {
      _ = session.train(images: images, labels: labels)
      steps += 1
    }
    let perStep = 6 * Double(model.forwardMultiplyAdds) * Double(recipe.batch)
    return Double(steps) * perStep / clock.seconds
  }

  /// What is trained in place of a run: the run itself, or where one step of it would take seconds
  /// and gigabytes, two of the model's blocks on fewer images. The layers are alike, and so the
  /// rate of one hardly depends on how many there are.
  private static func sample(
    of specification: RunSpecification
  ) -> (VisionTransformerConfiguration, TrainingRecipe) {
    let longestStep = 1e11
    var (model, recipe) = (specification.model, specification.recipe)
    func step(ofBatch batch: Int) -> Double {
      6 * Double(model.forwardMultiplyAdds) * Double(batch)
    }
    guard step(ofBatch: recipe.batch) > longestStep else { return (model, recipe) }
    model.depth = min(2, model.depth)
    if model.width > 2048 {
      // Wider layers are at the same rate, and may be more than the machine holds.
      (model.width, model.heads) = (2048, 32)
    }
    let wanted = max(recipe.shards, Int(longestStep / step(ofBatch: 1)))
    recipe.batch = min(recipe.batch, wanted)
    recipe.images = recipe.batch * 100
    return (model, recipe)
  }
}
