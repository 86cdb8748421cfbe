import Foundation
import TextOutput

/// A job array for Slurm whose elements work on one store, as the text of a batch script.
///
/// Nothing asks the scheduler how its jobs are: an element ends when the plan is finished, saves its
/// state when Slurm says that its time is nearly up, and queues itself again then.
struct SlurmJob {
  /// Of the job and its logs: one word.
  let name: String
  /// What each element runs, without its shard.
  let command: PrintedCommand
  /// The folder in which the command means what it says.
  let folder: String
  let elements: Int
  /// Processors of an element.
  let processors: Int
  /// Seconds after which Slurm ends an element.
  let limit: Double
  /// Whether each element trains runs of its own, on a file system without locks.
  let isSharded: Bool

  /// Seconds before the limit at which an element is asked to save its state. Slurm may ask a minute
  /// earlier.
  static let notice = 120.0
  /// In which there is time to train.
  static let shortestLimit = 300.0
  /// By Slurm's own setting of MaxArraySize, which counts from zero.
  static let mostElements = 1000

  var text: String {
    """
    #!/bin/bash
    # Trains what a preset lacks in its store: the elements of the array share the runs.
    # Submit it with sbatch. Options in front of its name come before those below, as in
    #   sbatch --partition=short --mem=4G job.sh
    # and so do variables: inside of another job, (unset ${!SBATCH_*}; sbatch job.sh)
    #SBATCH --job-name=\(name)
    #SBATCH --array=1-\(elements)
    #SBATCH --nodes=1
    #SBATCH --ntasks=1
    #SBATCH --cpus-per-task=\(processors)
    #SBATCH --time=\(Self.clock(limit))
    #SBATCH --signal=B:USR1@\(Int(Self.notice))
    #SBATCH --requeue
    #SBATCH --open-mode=append
    #SBATCH --output=\(name)-%A_%a.log
    #SBATCH --export=NONE

    \(["cd", "--", folder] as PrintedCommand) || exit 2

    # USR1 comes shortly before the limit: the program saves its state, and the element is queued
    # again. TERM comes when the job is cancelled or moved: then that is left to Slurm.
    program='' again='' signalled=''
    trap 'signalled=yes; again=yes; [ -z "$program" ] || kill -s USR1 "$program"' USR1
    trap 'signalled=yes; again=; [ -z "$program" ] || kill -s TERM "$program"' TERM

    # The program gets these variables alone, and none of Slurm's.
    env -i HOME="$HOME" PATH="$PATH"\(libraries) \\
      \(command)\(isSharded ? " --shard \"$SLURM_ARRAY_TASK_ID/\(elements)\"" : "") &
    program=$!

    # A signal ends a wait before the program has ended.
    while signalled=''; wait "$program"; status=$?; [ -n "$signalled" ]; do :; done

    if [ "$status" = 75 ] && [ -n "$again" ]; then
      scontrol requeue "${SLURM_ARRAY_JOB_ID}_$SLURM_ARRAY_TASK_ID" \\
        || echo "Slurm did not queue this element again; submit the script once more to go on." >&2
    fi
    exit "$status"
    """
  }

  /// Where the program's libraries are, for a program that finds them by this variable alone.
  private var libraries: String {
    let name = "LD_LIBRARY_PATH"
    guard let value = ProcessInfo.processInfo.environment[name], !value.isEmpty else { return "" }
    return " \(["\(name)=\(value)"] as PrintedCommand)"
  }

  /// Such as "1-02:30:00" for a day, two hours and a half.
  private static func clock(_ seconds: Double) -> String {
    let whole = Int(seconds.rounded(.up))
    let parts = [whole / 3600 % 24, whole / 60 % 60, whole % 60]
    let days = whole / 86_400
    return (days > 0 ? "\(days)-" : "")
      + parts.map { String(format: "%02d", $0) }.joined(separator: ":")
  }
}
