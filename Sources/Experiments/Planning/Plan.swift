/// Runs of a preset with their state and their price.
public struct Plan: Sendable {
  public struct Entry: Sendable {
    public let run: PlannedRun
    public let state: RunState
    /// Of the whole run on this machine, whether it is finished or not.
    public let seconds: Double
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
      Entry(
        run: run, state: stores.state(of: run.specification), seconds: calibration.seconds(run))
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
      free[next] += entry.seconds
    }
    return free.max()!
  }

  public var finished: Int { entries.count(where: \.state.isFinished) }
}
