import Foundation
import Paper

/// What ends a timing.
public enum TimingError: Error, CustomStringConvertible {
  /// `code` is what the system gave as `errno`.
  case lockUnavailable(path: String, code: Int32)
  case anotherTimingRuns(path: String)
  /// A job of Slurm's has so many of the node's processors, and others may have the rest.
  case sharedNode(granted: Int, processors: Int)
  /// The program was built or installed anew while its processes were timed.
  case programReplaced(path: String)
  case stopped
  /// A process of the laboratory ended or said something else than was asked.
  case processFailed(what: String, reason: String)
  /// A process of the laboratory cannot be had, now or later: the system refuses it, or what it needs.
  case processRefused(what: String, reason: String)
  /// `longestPlace` is in bytes.
  case noSocketFolder(longestPlace: Int)
  case unknownModel(PaperModel, subject: TimingSubject, known: [PaperModel])

  public var description: String {
    switch self {
    case .lockUnavailable(let path, ENOLCK), .lockUnavailable(let path, ENOSYS),
      .lockUnavailable(let path, EOPNOTSUPP):
      "The file system of \(path) has no locks, so that nothing keeps two timings apart; set TMPDIR to a "
        + "folder of one that has."
    case .lockUnavailable(let path, let code):
      "The lock file \(path) cannot be used (\(String(cString: strerror(code)))); remove it if you "
        + "can, or set TMPDIR to a folder that can be written."
    case .anotherTimingRuns(let path):
      "Another timing holds \(path), and two at once would disturb each other; "
        + "wait until it is done and run the same command again."
    case .sharedNode(let granted, let processors):
      "This Slurm job has \(granted) of the node's \(processors) processors, and other jobs on the rest "
        + "would disturb what is timed; run the same command in a job with the option --exclusive."
    case .programReplaced(let path):
      "The program \(path) was replaced while it was timed, and its processes would not compare; run the "
        + "same command again."
    case .stopped: "The timing was stopped; run the same command to measure it anew."
    case .processFailed(let what, let reason):
      "A process that takes \(what) failed (\(reason)); where memory is short, free some or use fewer "
        + "--threads, and run the same command again."
    case .processRefused(let what, let reason):
      "A process that takes \(what) cannot be had (\(reason)); raise the limits on processes and "
        + "memory (ulimit -u, ulimit -v, or the container's), or use fewer --threads."
    case .noSocketFolder(let longestPlace):
      "No folder for the sockets of several processes can be made; set TMPDIR to a folder that can "
        + "be written and whose path has at most \(longestPlace) bytes."
    case .unknownModel(let model, let subject, let known):
      "\(subject) is not timed at \(model); choose among "
        + "\(known.map(\.description).joined(separator: ", "))."
    }
  }
}
