import Foundation
import TestPrograms
import Testing

/// The job array of `rectify plan --emit slurm`, run by bash in place of Slurm; `make test-slurm` has
/// a real one.
@Suite(.serialized, .startsPrograms) struct SlurmJobTests {
  private static let store = "st ore's $x"
  private static let preset = "my \"own\" #`preset.yaml"

  let place: Workplace

  init() throws {
    place = try Workplace()
    try place.makeData()
    try place.makePreset(images: 320, seeds: 3)
    try FileManager.default.moveItem(
      atPath: "\(place.path)/mine.yaml", toPath: "\(place.path)/\(Self.preset)")
  }

  private func emit(_ more: String...) throws -> CommandRun {
    try CommandRun(
      [
        "plan", "--emit", "slurm", "--preset", "./" + Self.preset, "--data", "data", "--store",
        Self.store, "--threads", "1",
      ] + more, in: place.path)
  }

  private func bash(
    _ script: String, environment: [String: String] = [:]
  ) throws -> CommandRun.Started {
    try place.write("job.sh", script)
    let array = [
      "SLURM_ARRAY_JOB_ID": "41", "SLURM_ARRAY_TASK_ID": "2", "SLURM_JOB_ID": "43",
      // As of a job that this one was submitted from.
      "RECTIFY_STORE": "nowhere", "SLURM_NTASKS": "7",
    ]
    // The threads of tests block signals, which a shell would never unblock.
    let unblocked = "use POSIX; sigprocmask(SIG_SETMASK, POSIX::SigSet->new); exec @ARGV"
    return try CommandRun.start(
      ["-e", unblocked, "/bin/bash", "\(place.path)/job.sh"], in: place.path,
      environment: array.merging(environment) { $1 }, program: "/usr/bin/perl")
  }

  @Test func anElementTrainsWhatIsMissing() throws {
    let job = try emit("alpha", "--nodes", "8", "--limit", "1h30m")
    #expect(job.status == 0, "\(job.errors)")
    #expect(job.errors.contains("3 runs to train, 3 elements of 1 processor each"), "\(job.errors)")
    for line in [
      "--job-name=rectify-mine", "--array=1-3", "--cpus-per-task=1", "--time=01:30:00", "--requeue",
      "--signal=B:USR1@120", "--output=rectify-mine-%A_%a.log", "--export=NONE",
    ] {
      #expect(job.output.contains("\n#SBATCH \(line)\n"), "\(line)")
    }
    #expect(job.output.hasPrefix("#!/bin/bash\n") && !job.output.contains("squeue"))
    let run = try bash(job.output).finish()
    #expect(run.status == 0 && run.output.contains("mine: 3 runs finished"), "\(run.errors)")
    #expect(place.runFolders(Self.store).count == 3)
    #expect(try emit().output.contains("--array=1-1\n"), "none is missing")
  }

  @Test func anElementMayHaveRunsOfItsOwn() throws {
    let job = try emit("--shards", "--nodes", "2")
    let run = try bash(job.output).finish()
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains("mine, shard 2/2: 1 run finished"), "\(run.output)")
  }

  /// Asked to save its state it queues itself again, unless it was cancelled, and says where Slurm
  /// declines.
  @Test(arguments: [
    (SIGUSR1, true, "requeue 41_2\n", ""), (SIGUSR1, false, "requeue 41_2\n", "submit the script"),
    (SIGTERM, true, "", ""),
  ])
  func anElementIsQueuedAgain(
    _ signal: Int32, _ isTaken: Bool, _ asked: String, _ sentence: String
  ) throws {
    try place.makePreset(images: 64_000)
    let preset = try place.text("mine.yaml")
    try place.write(Self.preset, preset)
    try place.write("asked", "")
    try FileManager.default.createDirectory(
      atPath: place.path + "/bin", withIntermediateDirectories: true)
    try place.write(
      "scontrol", "#!/bin/sh\necho \"$@\" > '\(place.path)/asked'\nexit \(isTaken ? 0 : 1)\n")
    // By another program: one that starts at this moment may hold what this one writes, and a file
    // that is open for writing cannot be run.
    let copy = try ToolRun(
      "/usr/bin/install", ["-m", "755", place.path + "/scontrol", place.path + "/bin/scontrol"])
    #expect(copy.status == 0)
    let started = try bash(
      try emit().output, environment: ["PATH": "\(place.path)/bin:/usr/bin:/bin"])
    let hasBegun = started.wait {
      place.runFolders(Self.store).contains { place.exists($0 + "/log.jsonl") }
    }
    #expect(hasBegun)
    kill(started.processIdentifier, signal)
    let run = try started.finish()
    #expect(run.status == 75 && run.errors.contains("state saved"), "\(run.errors)")
    #expect(try place.text("asked") == asked)
    #expect(run.errors.contains("submit the script") == !sentence.isEmpty, "\(run.errors)")
  }

  @Test(arguments: [
    ["--nodes", "0"], ["--nodes", "1001"], ["--limit", "2m"], ["--limit", "1x"], ["--json"],
    ["--emit", "pbs"],
  ]) func whatCannotBeIsRefused(_ options: [String]) throws {
    let run = try CommandRun(["plan", "--emit", "slurm"] + options, in: place.path)
    #expect(run.status == 2 && run.output.isEmpty, "\(run.output)")
    let loose = try CommandRun(["plan", "--shards"], in: place.path)
    #expect(loose.status == 2 && loose.errors.contains("--emit slurm"), "\(loose.errors)")
  }
}
