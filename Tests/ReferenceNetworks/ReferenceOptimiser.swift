import Foundation
import Networks

/// The training recipe's update in Double: clipping at a global norm, Adam, and a weight decay that
/// follows the schedule but not the learning rate.
package struct ReferenceOptimiser {
  package let layout: ParameterLayout
  package let recipe: TrainingRecipe
  /// Updates made.
  package private(set) var step = 0
  package private(set) var firstMoment: [Double]
  package private(set) var secondMoment: [Double]

  private let firstDecay = 0.9
  private let secondDecay = 0.999
  private let epsilon = 1e-8

  package init(layout: ParameterLayout, recipe: TrainingRecipe) {
    self.layout = layout
    self.recipe = recipe
    firstMoment = [Double](repeating: 0, count: layout.count)
    secondMoment = [Double](repeating: 0, count: layout.count)
  }

  /// The factor on learning rate and weight decay at step t of `recipe.steps`: a linear rise over
  /// the warm-up, then half a cosine to zero.
  package func schedule(_ t: Int) -> Double {
    let steps = Double(recipe.steps)
    let warmUp = max(1, (steps * Double(recipe.warmUpHundredths) / 100).rounded())
    if Double(t) < warmUp { return Double(t + 1) / warmUp }
    return 0.5 * (1 + cos(.pi * (Double(t) - warmUp) / (steps - warmUp)))
  }

  /// w -= schedule(t) * (learningRate * adam + weightDecay * w), the decay on kernels only.
  ///
  /// - Parameters:
  ///   - parameters, gradient: in layout order.
  package mutating func update(_ parameters: inout [Double], gradient: [Double]) {
    let norm = gradient.reduce(0) { $0 + $1 * $1 }.squareRoot()
    let clip = norm > recipe.clipNorm.value ? recipe.clipNorm.value / norm : 1
    let factor = schedule(step)
    step += 1
    let firstCorrection = 1 - pow(firstDecay, Double(step))
    let secondCorrection = 1 - pow(secondDecay, Double(step))
    for slice in layout.slices {
      let weightDecay = slice.decays ? recipe.weightDecay.value : 0
      for i in slice.range {
        let g = gradient[i] * clip
        firstMoment[i] = firstDecay * firstMoment[i] + (1 - firstDecay) * g
        secondMoment[i] = secondDecay * secondMoment[i] + (1 - secondDecay) * g * g
        let adam =
          firstMoment[i] / firstCorrection
          / ((secondMoment[i] / secondCorrection).squareRoot() + epsilon)
        parameters[i] -=
          factor * (recipe.learningRate.value * adam + weightDecay * parameters[i])
      }
    }
  }
}
