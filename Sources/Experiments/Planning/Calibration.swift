import Foundation
import Networks
import Paper
import Randomness

/// How fast this machine trains each model of a plan, measured: it prices a plan and never changes
/// it.
public struct Calibration: Sendable {
  public let threads: Int
  /// Floating-point operations a second, by model.
  public let rates: [PaperModel: Double]

  package init(threads: Int, rates: [PaperModel: Double]) {
    self.threads = threads
    self.rates = rates
  }

  /// Trains each model of `runs` for about a second, on noise: the speed of a step does not depend
  /// on what the images show.
  ///
  /// - Parameter report: called before each model with its name, how many were measured before, and
  ///   how many there are.
  public static func measure(
    _ runs: [PlannedRun], threads: Int,
    report: (_ model: PaperModel, _ done: Int, _ of: Int) -> Void = { _, _, _ in }
  ) -> Calibration {
    var likely: [PaperModel: RunSpecification] = [:]
    for run in runs {
      // The run at alpha = 1 where there is one, otherwise the first: arms differ by some per cent.
      let attention = run.specification.model.attention
      if likely[run.model] == nil || attention == .pointwise(.relu, alpha: LengthExponent(1)) {
        likely[run.model] = run.specification
      }
    }
    var rates: [PaperModel: Double] = [:]
    for (model, specification) in likely.sorted(by: { $0.key < $1.key }) {
      report(model, rates.count, likely.count)
      rates[model] = laneRate(of: specification, threads: threads)
    }
    return Calibration(threads: threads, rates: rates)
  }

  public func seconds(_ run: PlannedRun) -> Double {
    run.specification.flops / rates[run.model]!
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
    let wanted = max(recipe.shards, Int(longestStep / step(ofBatch: 1)))
    recipe.batch = min(recipe.batch, wanted)
    recipe.images = recipe.batch * 100
    return (model, recipe)
  }
}
