import Networks
import Randomness

/// Uniform in [-1, 1), the same in every process.
func randomBuffer(_ count: Int, name: String) -> FloatBuffer {
  var random = RandomStream(seed: 0, name: "timing/" + name)
  let buffer = FloatBuffer(count: count)
  for index in 0..<count { buffer.pointer[index] = Float(2 * random.uniform() - 1) }
  return buffer
}
