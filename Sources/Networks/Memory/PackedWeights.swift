import Kernels

/// Every kernel once as panels for the forward pass and once transposed for the backward pass, packed anew
/// after each update and shared by all threads.
final class PackedWeights {
  let layout: ParameterLayout
  private let buffer: FloatBuffer
  /// By slice index; nil for slices that are no kernels.
  private let forwardOffsets: [Int?]
  private let backwardOffsets: [Int?]
  private let kernels: [ParameterLayout.Slice]

  init(_ layout: ParameterLayout) {
    self.layout = layout
    kernels = layout.slices.filter(\.decays)
    var total = 0
    func place(_ floats: Int) -> Int {
      defer { total += floats }
      return total
    }
    var forward = [Int?](repeating: nil, count: layout.slices.count)
    var backward = forward
    for kernel in kernels {
      let (inputs, outputs) = (kernel.shape[0], kernel.shape[1])
      forward[kernel.index] = place(panelFloats(inner: inputs, columns: outputs))
      backward[kernel.index] = place(panelFloats(inner: outputs, columns: inputs))
    }
    forwardOffsets = forward
    backwardOffsets = backward
    buffer = FloatBuffer(count: total)
  }

  func pack(_ parameters: UnsafePointer<Float>, on team: ThreadTeam) {
    team.run(tasks: 2 * kernels.count) { task, _ in
      let kernel = kernels[task / 2]
      let (inputs, outputs) = (kernel.shape[0], kernel.shape[1])
      let source = parameters + kernel.offset
      if task % 2 == 0 {
        packPanels(
          inner: inputs, columns: outputs, from: source, rowStride: outputs,
          into: buffer.pointer + forwardOffsets[kernel.index]!)
      } else {
        packTransposedPanels(
          inner: outputs, columns: inputs, from: source, rowStride: outputs,
          into: buffer.pointer + backwardOffsets[kernel.index]!)
      }
    }
  }

  /// W [inputs, outputs], for x W.
  func forward(_ kernel: ParameterLayout.Slice) -> ProductOperand {
    ProductOperand(
      panels: buffer.pointer + forwardOffsets[kernel.index]!, inner: kernel.shape[0])
  }

  /// The transpose [outputs, inputs], for dy WT.
  func backward(_ kernel: ParameterLayout.Slice) -> ProductOperand {
    ProductOperand(
      panels: buffer.pointer + backwardOffsets[kernel.index]!, inner: kernel.shape[1])
  }
}
