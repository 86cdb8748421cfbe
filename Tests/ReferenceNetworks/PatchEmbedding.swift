import Foundation
import Networks

/// From pixels to the first residual stream: patch vectors, their projection, positions and the
/// class token.
struct PatchEmbedding {
  let model: VisionTransformerConfiguration
  let layout: ParameterLayout

  /// - Parameter image: [height, width, channels].
  /// - Returns: [L, D].
  func forward(_ image: [Double], _ parameters: [Double]) -> [Double] {
    let embedded = Dense.forward(
      patchVectors(image), kernel: parameters[layout.embeddingKernel],
      bias: parameters[layout.embeddingBias])
    let positions = layout.positionEmbedding.map { parameters[$0] } ?? sinesAndCosines()
    // The class token goes in front and has no position.
    let classToken = layout.classToken.map { parameters[$0] } ?? []
    return classToken + sum(embedded, positions)
  }

  /// Adds the gradients of the embedding's parameters to `gradient`.
  ///
  /// - Parameter dy: [L, D], the gradient by the output of `forward`.
  func backward(
    _ image: [Double], _ parameters: [Double], dy: [Double], gradient: inout [Double]
  ) {
    var dPatches = dy
    if let classToken = layout.classToken {
      gradient.add(Array(dy[..<model.width]), to: classToken)
      dPatches = Array(dy[model.width...])
    }
    if let positionEmbedding = layout.positionEmbedding {
      gradient.add(dPatches, to: positionEmbedding)
    }
    let d = Dense.backward(
      patchVectors(image), kernel: parameters[layout.embeddingKernel],
      bias: parameters[layout.embeddingBias], dy: dPatches)
    gradient.add(d.kernel, to: layout.embeddingKernel)
    gradient.add(d.bias, to: layout.embeddingBias)
  }

  /// [patches, P]: patches row-major over the image; in a patch its row, its column, the channel.
  private func patchVectors(_ image: [Double]) -> [Double] {
    let (patch, channels) = (model.patch, model.channels)
    var vectors: [Double] = []
    for gridRow in 0..<model.imageHeight / patch {
      for gridColumn in 0..<model.imageWidth / patch {
        for row in 0..<patch {
          for column in 0..<patch {
            for channel in 0..<channels {
              let pixelRow = gridRow * patch + row
              let pixelColumn = gridColumn * patch + column
              vectors.append(
                image[(pixelRow * model.imageWidth + pixelColumn) * channels + channel])
            }
          }
        }
      }
    }
    return vectors
  }

  /// [patches, D]: sin x, cos x, sin y, cos y of the patch's column x and row y, D/4 each, at the
  /// frequencies 10000^(-i / (D/4 - 1)) (big_vision's `sincos2d`).
  private func sinesAndCosines() -> [Double] {
    let quarter = model.width / 4
    let frequencies = (0..<quarter).map { pow(10000, -Double($0) / Double(quarter - 1)) }
    var positions: [Double] = []
    for row in 0..<model.imageHeight / model.patch {
      for column in 0..<model.imageWidth / model.patch {
        positions += frequencies.map { sin(Double(column) * $0) }
        positions += frequencies.map { cos(Double(column) * $0) }
        positions += frequencies.map { sin(Double(row) * $0) }
        positions += frequencies.map { cos(Double(row) * $0) }
      }
    }
    return positions
  }
}
