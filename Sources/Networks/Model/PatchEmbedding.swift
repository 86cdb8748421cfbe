import Kernels

// From pixels to the first residual stream: patches, their projection, positions, the class token.
extension ModelPass {
  /// tokens = patches W + b + positions, behind the class token where there is one.
  ///
  /// - Parameter images: [N, height, width, channels].
  func embed(images: UnsafePointer<Float>, count: Int) {
    let positions =
      layout.positionEmbedding.map { parameters[$0] } ?? UnsafePointer(fixedPositions!.pointer)
    for image in 0..<count {
      // patches = the image, cut up.
      let patches = patches(of: image)
      cutPatches(image: images + image * model.pixels, patches: patches)
      // tokens[0] = the class token.
      var tokens = arena[activations.blocks[0].input] + image * model.tokens * model.width
      if let classToken = layout.classToken {
        tokens.update(from: parameters[classToken], count: model.width)
        tokens += model.width
      }
      // tokens = positions + patches W + b.
      dense(
        rows: model.patches, x: patches, kernel: layout.embeddingKernel,
        bias: layout.embeddingBias, residual: positions, y: tokens)
    }
  }

  /// The backward pass of `embed`. The pixels need no gradient.
  func embedBackward(count: Int, gradient: GradientView) {
    for image in 0..<count {
      var dTokens = arena[activations.residualGradient] + image * model.tokens * model.width
      // Differentiates: tokens[0] = the class token.
      if let classToken = layout.classToken {
        let dToken = gradient[classToken]
        addElements(count: model.width, left: dToken, right: dTokens, sum: dToken)
        dTokens += model.width
      }
      // Differentiates: tokens = positions + patches W + b.
      if let positions = layout.positionEmbedding {
        let dPositions = gradient[positions]
        addElements(
          count: model.patches * model.width, left: dPositions, right: dTokens, sum: dPositions)
      }
      denseBackward(
        rows: model.patches, x: patches(of: image), kernel: layout.embeddingKernel,
        bias: layout.embeddingBias, dy: dTokens, dx: nil, gradient: gradient)
    }
  }

  /// The patch vectors of one image of the chunk [patches, P].
  private func patches(of image: Int) -> UnsafeMutablePointer<Float> {
    arena[activations.patches] + image * model.patches * model.patchVector
  }

  /// Cuts an image [height, width, channels] into patches [patches, P]: in a patch its row, its
  /// column, the channel.
  private func cutPatches(image: UnsafePointer<Float>, patches: UnsafeMutablePointer<Float>) {
    let patchRow = model.patch * model.channels
    let imageRow = model.imageWidth * model.channels
    var target = patches
    for gridRow in 0..<model.imageHeight / model.patch {
      for gridColumn in 0..<model.imageWidth / model.patch {
        for y in 0..<model.patch {
          let source = image + (gridRow * model.patch + y) * imageRow + gridColumn * patchRow
          target.update(from: source, count: patchRow)
          target += patchRow
        }
      }
    }
  }
}
