import Figures

/// Floating-point operations in the unit that suits a total.
struct ComputeUnit {
  let name: String
  private let flops: Double

  init(for total: Double) {
    let units = [("TFLOP", 1e12), ("PFLOP", 1e15), ("EFLOP", 1e18), ("ZFLOP", 1e21)]
    (name, flops) = units.last { total >= 10 * $0.1 } ?? units[0]
  }

  func words(_ value: Double) -> String {
    let number = value / flops
    return NumberText.fixed(number, places: number < 100 ? 2 : number < 1000 ? 1 : 0)
  }
}
