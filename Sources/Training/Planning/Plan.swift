import Experiments

/// Runs of a preset with their state and their price.
public struct Plan: Sendable {
  public struct Entry: Sendable {
    public let run: PlannedRun
    public let state: RunState
    /// Of the whole run on this machine, whether it is finished or not.
    public let seconds: Double
    /// Of what training would still do: less than that where a checkpoint is there, 0 where it is
    /// finished.
    public let secondsLeft: Double
    /// Bytes that its training takes, with the runs that are trained at once with it.
    public let memory: Int
  }

  public let preset: Preset
  public let calibration: Calibration
  public let entries: [Entry]

  /// - Parameters:
  ///   - runs: those of the preset that are listed.
  ///   - calibration: of at least the models of `runs`.
  public init(
    _ preset: Preset, runs: [PlannedRun], stores: RunStores, calibration: Calibration
  ) {
    self.preset = preset
    self.calibration = calibration
    entries = runs.map { run in
      let specification = run.specification
      let state = stores.state(of: specification)
      let seconds = calibration.seconds(run)
      // What is trained goes to the first store.
      let steps = state == .partial ? stores.first.stepsTrained(of: specification) : 0
      let share = Double(steps) * specification.flopsPerStep / specification.flops
      return Entry(
        run: run, state: state, seconds: seconds,
        secondsLeft: state.isFinished ? 0 : seconds * (1 - share),
        memory: specification.memory(threads: calibration.threads))
    }
  }

  /// What `run` would train.
  public var missing: [Entry] { entries.filter(\.state.isMissing) }

  /// Wall-clock seconds until all is trained by so many processes, one on each machine like this one.
  ///
  /// A process takes the next run of the plan as soon as it is done with one, as the trainer does.
  public func seconds(onNodes nodes: Int) -> Double {
    var free = [Double](repeating: 0, count: min(nodes, max(1, missing.count)))
    for entry in missing {
      let next = free.indices.min { free[$0] < free[$1] }!
      free[next] += entry.secondsLeft
    }
    return free.max()!
  }

  public var finished: Int { entries.count(where: \.state.isFinished) }

  /// The preset that this one extends, and the entries that are among its runs; nil where it extends
  /// none.
  public var inherited: (from: Preset, entries: [Entry])? {
    guard let base = preset.extended.last else { return nil }
    let runs = Set(base.runs.map(\.specification))
    return (base, entries.filter { runs.contains($0.run.specification) })
  }
}
