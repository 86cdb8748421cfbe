import Experiments
import Foundation
import Networks

extension Replay {
  /// The weights as they stand, as a safetensors file.
  ///
  /// Tensors have big_vision's names and shapes (models/vit.py), those of the attention are flax's
  /// (`nn.MultiHeadDotProductAttention`): `query`, `key` and `value` kernels are [D, H, d], `out`'s
  /// is [H, d, D], and with `normalize_qk` the norms are `query_ln` and `key_ln`, without bias, as
  /// flax names them. The gate is in neither; it stands beside `out`, whose input it multiplies, as
  /// `gate`, in the shape of `query`. Every shape is a cut of our own row-major layout, and the
  /// tensors follow each other in its order: the SHA-256 of the file's data is the digest that the
  /// run's result holds for the step.
  ///
  /// The metadata holds every field of the specification, with those at their default, and
  /// `run`, `step`, `weightDigest` and `numericsRevision`.
  public var safetensors: Data {
    let model = run.specification.model
    var metadata = run.specification.allFields
    metadata["run"] = run.id
    metadata["step"] = "\(step)"
    metadata["weightDigest"] = weightDigest
    metadata["numericsRevision"] = "\(numericsRevision)"
    let file = SafetensorsFile(
      tensors: ParameterLayout(model).slices.map { BigVisionNaming(model).tensor($0) },
      metadata: metadata)
    return withWeights(file.encoded)
  }
}
