import Foundation
import Synchronization

/// The wish of a person or a scheduler that the program end: SIGINT or SIGTERM.
enum Interruption {
  private static let requested = Atomic<Bool>(false)

  static var isRequested: Bool { requested.load(ordering: .relaxed) }

  /// From now on the first such signal is noted, for the trainer to save its state; a second one
  /// ends the program at once, which loses the work since the last checkpoint and nothing else.
  static func watch() {
    for number in [SIGINT, SIGTERM] {
      signal(number) { number in
        // A lock-free store and `signal` are all that a signal handler may do here.
        Interruption.requested.store(true, ordering: .relaxed)
        signal(number, SIG_DFL)
      }
    }
    // A parent that starts programs from a thread which blocks signals hands that mask down.
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGINT)
    sigaddset(&signals, SIGTERM)
    pthread_sigmask(SIG_UNBLOCK, &signals, nil)
  }
}
