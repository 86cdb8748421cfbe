import Networks
import Testing
import Timing

@Suite struct StepTrafficTests {
  /// One layer of width 8 on one image of four tokens, one shard: counted by hand.
  @Test func trafficIsTheCountOfBytes() {
    let model = VisionTransformerConfiguration(
      imageHeight: 4, imageWidth: 4, channels: 1, patch: 2, width: 8, depth: 1, heads: 1,
      classes: 3, attention: .softmax)
    // Kernels: embedding 4 x 8, four of 8 x 8, MLP 8 x 32 and 32 x 8, head 8 x 3.
    let kernels = 32 + 4 * 64 + 2 * 256 + 24
    // Biases 8, 4 x 8, 32, 8, 3; norms 2 x 16 and 16; query and key norms 8 each.
    let parameters = kernels + 8 + 32 + 32 + 8 + 3 + 48 + 16
    let bytes = parameters * (4 + 4 + 28) + kernels * (16 + 16) + 4 * 8 * 18 * 8
    let traffic = StepTraffic(model, batch: 1, shards: 1)
    print("bytes \(traffic.bytes), by hand \(bytes)")
    #expect(traffic.bytes == Double(bytes))
    #expect(traffic.seconds(peak: traffic.operations, bandwidth: traffic.bytes) == 2)
  }
}
