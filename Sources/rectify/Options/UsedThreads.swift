import Claims
import Experiments
import Networks
import Synchronization
import Training

/// How many threads work in this process.
enum UsedThreads {
  private static let settled = Mutex<Int?>(nil)

  /// Those asked for, or else one for each processor; never more than there are processors that
  /// may be used, since those would only wait for each other, nor than the system starts. Fewer
  /// than were asked for are told, once.
  static func count(asked: Int?) -> Int {
    settled.withLock { settled in
      if let settled { return settled }
      let processors = Machine.coreCount
      let wanted = min(asked ?? processors, processors)
      let started = ThreadTeam(count: wanted).count
      settled = started
      let printer = ProgressPrinter()
      if started < wanted {
        printer.line(
          "The system starts only \(started) of \(counted(wanted, "thread")) for this process, so "
            + "\(counted(started, "thread")) will work; ulimit -u, ulimit -v or the container "
            + "limits them.")
      } else if let asked, asked > wanted {
        printer.line(
          "--threads \(asked): this process may use \(counted(processors, "processor")), so "
            + "\(counted(wanted, "thread")) will work.")
      }
      return started
    }
  }
}
