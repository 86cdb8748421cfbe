import Foundation
import Synchronization

/// The wish of a person or a scheduler that the program end: SIGINT, SIGTERM, SIGHUP or SIGUSR1, or a
/// time that is up.
///
/// Until there is something to save, such a signal ends the program at once. From `watch` on it is
/// noted, and whoever works asks for it; a second SIGINT still ends the program at once, which loses
/// the work since the last checkpoint and nothing else, since files are replaced as a whole.
///
/// A person who presses Ctrl-C may wait some seconds for a report of what is there, and can press it
/// again; a scheduler kills a program that takes long to end, and gets none.
enum Interruption {
  /// The signal that was noted: the first, or one of another kind after SIGINT; 0 for none.
  private static let noted = Atomic<Int32>(0)
  private static let isWatched = Atomic<Bool>(false)
  private static let isSaved = Atomic<Bool>(false)
  /// Whether files are being put in their place, and whether a second SIGINT came meanwhile.
  private static let isReplacing = Atomic<Bool>(false)
  private static let isToLeave = Atomic<Bool>(false)
  private static let start = ContinuousClock.now
  /// Of the time since the start; `max` for none.
  private static let limitMilliseconds = Atomic<Int>(.max)
  private static let signals = [SIGINT, SIGTERM, SIGHUP, SIGUSR1]

  static var isRequested: Bool { hasSignal || isTimeUp }

  private static var hasSignal: Bool { noted.load(ordering: .relaxed) != 0 }

  /// Whether it was Ctrl-C, and nothing else since.
  static var isByHand: Bool { noted.load(ordering: .relaxed) == SIGINT }

  private static var isTimeUp: Bool {
    let limit = limitMilliseconds.load(ordering: .relaxed)
    return limit != .max && ContinuousClock.now - start >= .milliseconds(limit)
  }

  /// From then on the program is asked to end, as by a signal.
  ///
  /// - Parameter seconds: since its start.
  static func limit(to seconds: Double) {
    limitMilliseconds.store(Int(min(seconds, 1e12) * 1000), ordering: .relaxed)
  }

  /// Why work ends whose state is saved.
  static var reason: String { hasSignal || !isTimeUp ? "Interrupted" : "The time of --until is up" }

  /// What the program ends with once the state is saved.
  static var exitStatus: ExitStatus { status(of: noted.load(ordering: .relaxed)) }

  /// - Throws: `CommandError.interrupted` where it was asked for; for the pieces of work between
  ///   which nothing is half done.
  static func check() throws {
    if isRequested { throw CommandError.interrupted }
  }

  /// The same while a report is made, which a first Ctrl-C does not end.
  static func checkWhileReporting() throws {
    if isRequested && !isByHand { throw CommandError.interrupted }
  }

  /// From now on a second Ctrl-C loses nothing that was trained.
  static func stateIsSaved() { isSaved.store(true, ordering: .relaxed) }

  /// Files that belong together are all replaced before a second Ctrl-C ends the program.
  static func holdingOff<Value>(_ replacement: () throws -> Value) rethrows -> Value {
    isReplacing.store(true, ordering: .relaxed)
    defer {
      isReplacing.store(false, ordering: .relaxed)
      if isToLeave.load(ordering: .relaxed) { leaveAtOnce() }
    }
    return try replacement()
  }

  /// From now on such a signal is noted and not obeyed at once.
  static func watch() { isWatched.store(true, ordering: .relaxed) }

  /// To be called first of all. A signal that is ignored stays so, as under nohup and in background
  /// jobs of scripts.
  static func handleSignals() {
    // A handler must find the lazily made globals there.
    _ = isRequested
    _ = start
    _ = isWatched.load(ordering: .relaxed) || isSaved.load(ordering: .relaxed)
    _ = isReplacing.load(ordering: .relaxed) || isToLeave.load(ordering: .relaxed)
    var set = sigset_t()
    sigemptyset(&set)
    for number in signals { sigaddset(&set, number) }
    // A sentence to a pipe that nobody reads must not end the program in another way.
    var held = set
    sigaddset(&held, SIGPIPE)
    for number in signals {
      var action = sigaction()
      guard sigaction(number, nil, &action) == 0, !isIgnored(action) else { continue }
      action.__sigaction_handler.sa_handler = { Interruption.receive($0) }
      action.sa_mask = held
      action.sa_flags = SA_RESTART
      sigaction(number, &action, nil)
    }
    // A file that outgrows `ulimit -f` is an error of the write, with a sentence.
    signal(SIGXFSZ, SIG_IGN)
    // A parent that starts programs from a thread which blocks signals hands that mask down.
    pthread_sigmask(SIG_UNBLOCK, &set, nil)
  }

  private static func isIgnored(_ action: sigaction) -> Bool {
    unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self)
      == unsafeBitCast(SIG_IGN, to: Int.self)
  }

  private static func status(of number: Int32) -> ExitStatus {
    number == SIGINT ? .interrupted : .stoppedEarly
  }

  /// In a signal's handler, where only atomic operations, `write` and `_exit` are allowed.
  private static func receive(_ number: Int32) {
    guard isWatched.load(ordering: .relaxed) else {
      leave(number, saying: "Interrupted; there was nothing to save.\n")
    }
    let (isFirst, first) = noted.compareExchange(
      expected: 0, desired: number, ordering: .relaxed)
    guard !isFirst && first == SIGINT else { return }
    if number != SIGINT {
      noted.store(number, ordering: .relaxed)
    } else if isReplacing.load(ordering: .relaxed) {
      isToLeave.store(true, ordering: .relaxed)
    } else {
      leaveAtOnce()
    }
  }

  private static func leaveAtOnce() -> Never {
    leave(
      SIGINT,
      saying: isSaved.load(ordering: .relaxed)
        ? "\nInterrupted twice; the state is saved.\n"
        : "\nInterrupted twice; what was done since the last checkpoint is lost.\n")
  }

  private static func leave(_ number: Int32, saying sentence: StaticString) -> Never {
    _ = write(STDERR_FILENO, sentence.utf8Start, sentence.utf8CodeUnitCount)
    _exit(status(of: number).rawValue)
  }
}
