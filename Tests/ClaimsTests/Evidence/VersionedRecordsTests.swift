import Claims
import Testing
import Timing

@Suite struct VersionedRecordsTests {
  /// What this program writes it also reads.
  @Test func theNewestTimingIsRead() {
    #expect(TimingRecord.newestVersion == TimingRecord(comparisons: []).schemaVersion)
  }
}
