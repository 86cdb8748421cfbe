import Networks
import Randomness

/// How fast this machine trains each model of a plan, measured: it prices a plan and never changes
/// it.
public struct Calibration: Sendable {
  public let threads: Int
  /// Floating-point operations a second, by model name.
  public let rates: [String: Double]

  /// Trains each model of `runs` for about a second, on noise: the speed of a step does not depend
  /// on what the images show.
  public static func measure(_ runs: [PlannedRun], threads: Int) -> Calibration {
    var rates: [String: Double] = [:]
    for run in runs where rates[run.model] == nil {
      // The run at alpha = 1 where there is one, otherwise the first: arms differ by some per cent.
      let likely = runs.first {
        $0.model == run.model
          && $0.specification.model.attention == .pointwise(.relu, alpha: LengthExponent(1))
      }
      rates[run.model] = rate(of: (likely ?? run).specification, threads: threads)
    }
    return Calibration(threads: threads, rates: rates)
  }

  public func seconds(_ run: PlannedRun) -> Double {
    run.specification.flops / rates[run.model]!
  }

  /// Floating-point operations a second in training, measured for about a second.
  static func rate(of specification: RunSpecification, threads: Int) -> Double {
    let model = specification.model
    let recipe = specification.recipe
    let session = TrainingSession(model: model, recipe: recipe, seed: 0, threads: threads)
    var stream = RandomStream(seed: 0, name: "calibration")
    let images = (0..<recipe.batch * model.pixels).map { _ in Float(2 * stream.uniform() - 1) }
    let labels = (0..<recipe.batch).map { _ in UInt8(stream.uniform(below: model.classes)) }
    // The first steps meet cold caches and sleeping cores.
    for _ in 0..<3 { _ = session.train(images: images, labels: labels) }
    let clock = Clock()
    var steps = 0
    while clock.seconds < 1 || steps < 3 {
      _ = session.train(images: images, labels: labels)
      steps += 1
    }
    let perStep = 6 * Double(model.forwardMultiplyAdds) * Double(recipe.batch)
    return Double(steps) * perStep / clock.seconds
  }
}
