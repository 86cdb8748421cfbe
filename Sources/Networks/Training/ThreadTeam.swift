import Kernels
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A fixed number of threads that share lists of independent tasks.
///
/// Threads are created explicitly, as many as asked for, since Dispatch would limit them to the
/// number of cores, and waits for ever where the system grants none. Where it grants fewer, there
/// are fewer: the caller's alone is enough. Any thread may run any task, so a task's result must not depend on the thread.
///
/// Safe to send: `count` is written before there is a job, and `job` and `tasks` are written only while no worker is inside a job, and workers
/// see them through the atomics and the lock.
package final class ThreadTeam: @unchecked Sendable {
  /// Threads that work, including the caller's: those asked for, or fewer where the system refuses.
  package private(set) var count = 1
  /// Threads that entered the last job, including the caller's; every thread enters every job.
  package private(set) var lastParticipants = 0

  private typealias Job = (_ task: Int, _ thread: Int) -> Void
  private var job: Job?
  private var tasks = 0
  private var threads: [pthread_t] = []
  private let nextTask = Atomic<Int>(0)
  /// Counts jobs; a worker that sees it rise enters the job.
  private let generation = Atomic<Int>(0)
  private let finishedWorkers = Atomic<Int>(0)
  private let isStopping = Atomic<Bool>(false)
  // Allocated, since the system's calls need a fixed address; safe because `deinit` frees them
  // after the last thread has ended.
  private let lock: UnsafeMutablePointer<pthread_mutex_t>
  private let wake: UnsafeMutablePointer<pthread_cond_t>
  private let done: UnsafeMutablePointer<pthread_cond_t>

  package init(count: Int) {
    precondition(count >= 1, "a team has at least the caller's thread")
    lock = .allocate(capacity: 1)
    wake = .allocate(capacity: 1)
    done = .allocate(capacity: 1)
    pthread_mutex_init(lock, nil)
    pthread_cond_init(wake, nil)
    pthread_cond_init(done, nil)
    for index in 1..<max(1, count) {
      let start = Unmanaged.passRetained(WorkerStart(team: self, index: index))
      var thread = pthread_t()
      let status = pthread_create(
        &thread, nil,
        { raw in
          let start = Unmanaged<WorkerStart>.fromOpaque(raw!).takeRetainedValue()
          let (team, index) = (start.team, start.index)
          flushingSubnormals { team.value.work(as: index) }
          return nil
        }, start.toOpaque())
      guard status == 0 else {
        start.release()
        break
      }
      threads.append(thread)
      // Read by the workers in a job only, and so after the last of them was started.
      self.count = index + 1
    }
  }

  /// The argument of a new thread. The team is not retained, or it could never be freed; that is
  /// safe because `deinit` joins every thread.
  private final class WorkerStart {
    let team: Unretained
    let index: Int
    init(team: ThreadTeam, index: Int) {
      self.team = Unretained(value: team)
      self.index = index
    }
  }
  private struct Unretained {
    unowned(unsafe) let value: ThreadTeam
  }

  deinit {
    pthread_mutex_lock(lock)
    isStopping.store(true, ordering: .releasing)
    pthread_cond_broadcast(wake)
    pthread_mutex_unlock(lock)
    for thread in threads { pthread_join(thread, nil) }
    pthread_mutex_destroy(lock)
    pthread_cond_destroy(wake)
    pthread_cond_destroy(done)
    lock.deallocate()
    wake.deallocate()
    done.deallocate()
  }

  /// Runs body(task, thread) once for every task, and returns when all are done.
  package func run(tasks: Int, _ body: (_ task: Int, _ thread: Int) -> Void) {
    withoutActuallyEscaping(body) { body in
      job = body
      self.tasks = tasks
      nextTask.store(0, ordering: .relaxed)
      finishedWorkers.store(0, ordering: .relaxed)
      pthread_mutex_lock(lock)
      generation.add(1, ordering: .releasing)
      pthread_cond_broadcast(wake)
      pthread_mutex_unlock(lock)
      flushingSubnormals { takeTasks(as: 0) }
      waitUntil(done) { finishedWorkers.load(ordering: .acquiring) == count - 1 }
      lastParticipants = finishedWorkers.load(ordering: .relaxed) + 1
      job = nil
    }
  }

  private func takeTasks(as thread: Int) {
    let job = job!
    while true {
      let task = nextTask.add(1, ordering: .relaxed).oldValue
      if task >= tasks { return }
      job(task, thread)
    }
  }

  private func work(as thread: Int) {
    var seen = 0
    while true {
      waitUntil(wake) {
        generation.load(ordering: .acquiring) != seen || isStopping.load(ordering: .acquiring)
      }
      if isStopping.load(ordering: .acquiring) { return }
      seen += 1
      takeTasks(as: thread)
      if finishedWorkers.add(1, ordering: .acquiringAndReleasing).newValue == count - 1 {
        pthread_mutex_lock(lock)
        pthread_cond_broadcast(done)
        pthread_mutex_unlock(lock)
      }
    }
  }

  /// Polls for some microseconds before it sleeps, since a training step hands over work many
  /// times.
  private func waitUntil(
    _ signal: UnsafeMutablePointer<pthread_cond_t>, _ condition: () -> Bool
  ) {
    for _ in 0..<4_000 where condition() { return }
    pthread_mutex_lock(lock)
    while !condition() { pthread_cond_wait(signal, lock) }
    pthread_mutex_unlock(lock)
  }
}
