import Networks

/// The Vision Transformer in Double, by explicit loops over plain arrays, one image after another.
///
/// It is the oracle for the fast engine, so it is written for readers: nothing is fused, tiled or
/// shared. Letters are those of `VisionTransformerConfiguration`.
package struct ReferenceVisionTransformer {
  package let model: VisionTransformerConfiguration
  package let layout: ParameterLayout

  package init(_ model: VisionTransformerConfiguration) {
    self.model = model
    layout = ParameterLayout(model)
  }

  package struct Evaluation {
    /// [B, C].
    package var logits: [Double]
    package var loss: Double
    /// In layout order.
    package var gradient: [Double]
  }

  /// Logits [B, C].
  ///
  /// - Parameters:
  ///   - images: [B, height, width, channels], scaled to [-1, 1].
  ///   - parameters: in layout order.
  package func logits(images: [Double], parameters: [Double]) -> [Double] {
    each(images).flatMap { forward($0, parameters).logits }
  }

  /// The head's input [B, D].
  ///
  /// - Parameters:
  ///   - images: [B, height, width, channels], scaled to [-1, 1].
  ///   - parameters: in layout order.
  package func representations(images: [Double], parameters: [Double]) -> [Double] {
    each(images).flatMap { forward($0, parameters).readout.representation }
  }

  /// Logits, loss and the loss's gradient by the parameters.
  ///
  /// - Parameters:
  ///   - images: [B, height, width, channels], scaled to [-1, 1].
  ///   - labels: [B].
  ///   - parameters: in layout order.
  package func evaluate(images: [Double], labels: [UInt8], parameters: [Double]) -> Evaluation {
    let images = each(images)
    precondition(images.count == labels.count, "one label an image")
    let passes = images.map { forward($0, parameters) }
    let logits = passes.flatMap(\.logits)
    let dLogits = SigmoidCrossEntropy.backward(logits, labels: labels)
    var gradient = [Double](repeating: 0, count: layout.count)
    for (index, image) in images.enumerated() {
      backward(
        image, parameters, passes[index],
        dLogits: Array(dLogits[index * model.classes..<(index + 1) * model.classes]),
        gradient: &gradient)
    }
    return Evaluation(
      logits: logits, loss: SigmoidCrossEntropy.forward(logits, labels: labels),
      gradient: gradient)
  }

  private struct Pass {
    var blocks: [TransformerBlock.Activations]
    /// The last residual stream [L, D].
    var output: [Double]
    var logits: [Double]
    var readout: Readout.Activations
  }

  private var embedding: PatchEmbedding { PatchEmbedding(model: model, layout: layout) }
  private var blocks: [TransformerBlock] {
    layout.blocks.map { TransformerBlock(model: model, block: $0) }
  }
  private var readout: Readout { Readout(model: model, layout: layout) }

  private func forward(_ image: [Double], _ parameters: [Double]) -> Pass {
    var x = embedding.forward(image, parameters)
    var activations: [TransformerBlock.Activations] = []
    for block in blocks {
      let (y, blockActivations) = block.forward(x, parameters)
      activations.append(blockActivations)
      x = y
    }
    let (logits, readoutActivations) = readout.forward(x, parameters)
    return Pass(blocks: activations, output: x, logits: logits, readout: readoutActivations)
  }

  private func backward(
    _ image: [Double], _ parameters: [Double], _ pass: Pass, dLogits: [Double],
    gradient: inout [Double]
  ) {
    var dx = readout.backward(
      pass.output, parameters, pass.readout, dLogits: dLogits, gradient: &gradient)
    for (block, activations) in zip(blocks, pass.blocks).reversed() {
      dx = block.backward(activations, parameters, dy: dx, gradient: &gradient)
    }
    embedding.backward(image, parameters, dy: dx, gradient: &gradient)
  }

  /// The batch, image by image.
  private func each(_ images: [Double]) -> [[Double]] {
    stride(from: 0, to: images.count, by: model.pixels).map {
      Array(images[$0..<$0 + model.pixels])
    }
  }
}
