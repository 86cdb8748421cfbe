import Kernels

/// Every weight matrix twice: as panels for the forward pass, and transposed for the backward pass.
/// Packed anew after each update, and shared by all threads.
final class PackedWeights {
  private let buffer: FloatBuffer
  private let kernels: [ParameterLayout.Slice]
  /// Where a slice's panels begin, by the slice's index; nil for slices that are not matrices.
  private let panelOffsets: [Int?]
  private let transposedPanelOffsets: [Int?]

  init(_ layout: ParameterLayout) {
    kernels = layout.slices.filter(\.decays)
    var total = 0
    func place(_ floats: Int) -> Int {
      defer { total += floats }
      return total
    }
    var panels = [Int?](repeating: nil, count: layout.slices.count)
    var transposedPanels = panels
    for kernel in kernels {
      let (inputs, outputs) = (kernel.rows!, kernel.columns)
      panels[kernel.index] = place(panelFloats(inner: inputs, columns: outputs))
      transposedPanels[kernel.index] = place(panelFloats(inner: outputs, columns: inputs))
    }
    panelOffsets = panels
    transposedPanelOffsets = transposedPanels
    buffer = FloatBuffer(count: total)
  }

  func pack(_ parameters: ParameterView, on team: ThreadTeam) {
    team.run(tasks: 2 * kernels.count) { task, _ in
      let kernel = kernels[task / 2]
      let (inputs, outputs) = (kernel.rows!, kernel.columns)
      // Safe: each task writes panels of its own, for which `init` made room.
      if task % 2 == 0 {
        packPanels(
          inner: inputs, columns: outputs, from: parameters[kernel], rowStride: outputs,
          into: buffer.pointer + panelOffsets[kernel.index]!)
      } else {
        packTransposedPanels(
          inner: outputs, columns: inputs, from: parameters[kernel], rowStride: outputs,
          into: buffer.pointer + transposedPanelOffsets[kernel.index]!)
      }
    }
  }

  /// W [inputs, outputs], for x W. Valid as long as this object lives.
  func panels(_ kernel: ParameterLayout.Slice) -> ProductOperand {
    // Safe: the panels were placed within the buffer with this shape.
    ProductOperand(panels: buffer.pointer + panelOffsets[kernel.index]!, inner: kernel.rows!)
  }

  /// The transpose WT [outputs, inputs], for dy WT. Valid as long as this object lives.
  func transposedPanels(_ kernel: ParameterLayout.Slice) -> ProductOperand {
    // Safe: the panels were placed within the buffer with this shape.
    ProductOperand(
      panels: buffer.pointer + transposedPanelOffsets[kernel.index]!, inner: kernel.columns)
  }
}
