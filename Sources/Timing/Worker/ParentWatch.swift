import Foundation

/// Binds a process of the laboratory to the one that started it.
enum ParentWatch {
  /// From now on this process ends when the other side of its standard input is closed, also in the
  /// middle of a step: a parent that was killed closes it, and can do nothing else. Signals that a
  /// terminal sends to parent and child alike are the parent's to answer.
  static func start() {
    for number in [SIGINT, SIGHUP, SIGUSR1] { signal(number, SIG_IGN) }
    signal(SIGTERM, SIG_DFL)
    let thread = Thread {
      // Without events asked for, only the end of the other side is told.
      var input = pollfd(fd: STDIN_FILENO, events: 0, revents: 0)
      repeat { _ = poll(&input, 1, -1) } while input.revents == 0
      _exit(0)
    }
    thread.stackSize = 1 << 16
    thread.start()
  }
}
