import Foundation

/// Binds a process of the laboratory to the one that started it.
enum ParentWatch {
  /// From now on this process ends when the other side of its standard input is closed, also in the
  /// middle of a step: a parent that was killed closes it, and can do nothing else. Signals that a
  /// terminal sends to parent and child alike are the parent's to answer.
  ///
  /// Where the system grants no thread for it, the process ends only with its block of steps.
  static func start() {
    for number in [SIGINT, SIGHUP, SIGUSR1] { signal(number, SIG_IGN) }
    signal(SIGTERM, SIG_DFL)
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setstacksize(&attributes, 1 << 16)
    pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
    var thread = pthread_t()
    _ = pthread_create(
      &thread, &attributes,
      { _ in
        // Without events asked for, only the end of the other side is told.
        var input = pollfd(fd: STDIN_FILENO, events: 0, revents: 0)
        repeat { _ = poll(&input, 1, -1) } while input.revents == 0
        _exit(0)
      }, nil)
  }
}
