import Experiments
import Testing
import Training

@Suite struct ShardTests {
  @Test(arguments: [1, 2, 3, 7, 30]) func everyRunIsInOneShard(_ count: Int) throws {
    let runs = Array(0..<23)
    let shards = try (1...count).map { try #require(Shard($0, of: count)).runs(of: runs) }
    #expect(shards.flatMap { $0 }.sorted() == runs)
    // None has more than one run more than another.
    #expect(shards[0].count - shards[count - 1].count <= 1)
  }

  @Test func aShardIsReadAsItIsWritten() {
    #expect(Shard("2/8")?.description == "2/8")
    for text in ["", "2", "0/8", "9/8", "-1/8", "1/0", "1/8/2", "a/b", "1/"] {
      #expect(Shard(text) == nil, "\(text)")
    }
  }
}
