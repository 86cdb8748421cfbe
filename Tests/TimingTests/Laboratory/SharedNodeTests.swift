import Testing
import Timing

@Suite struct SharedNodeTests {
  @Test(
    arguments: [
      ([:], nil), (["SLURM_CPUS_ON_NODE": "2"], nil),
      (["SLURM_JOB_ID": "1", "SLURM_CPUS_ON_NODE": "2"], 2),
      // A step with one of its job's processors.
      (
        ["SLURM_JOB_ID": "1", "SLURM_CPUS_ON_NODE": "1", "SLURM_JOB_CPUS_PER_NODE": "72(x2),36"], 72
      ),
      (["SLURM_JOB_ID": "1", "SLURM_CPUS_ON_NODE": "many"], nil),
    ] as [([String: String], Int?)])
  func slurmSaysHowManyProcessorsAJobHas(_ environment: [String: String], _ count: Int?) {
    #expect(SharedNode.processorsOfJob(environment) == count)
  }
}
