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
/// are fewer: the caller's alone is enough. Any thread may run any task, so a task's result must not
/// depend on the thread. They end with the team.
package final class ThreadTeam {
  private let work = SharedWork()
  private var threads: [pthread_t] = []

  /// Threads that work, including the caller's: those asked for, or fewer where the system refuses.
  package var count: Int { threads.count + 1 }
  /// Threads that entered the last job, including the caller's; every thread enters every job.
  package private(set) var lastParticipants = 0

  package init(count: Int) {
    precondition(count >= 1, "a team has at least the caller's thread")
    for index in 1..<max(1, count) {
      // The threads hold the work and not the team, which could never be freed otherwise.
      let start = Unmanaged.passRetained(WorkerStart(work: work, index: index))
      var thread = pthread_t()
      let status = pthread_create(
        &thread, nil,
        { raw in
          let start = Unmanaged<WorkerStart>.fromOpaque(raw!).takeRetainedValue()
          flushingSubnormals { start.work.serve(as: start.index) }
          return nil
        }, start.toOpaque())
      guard status == 0 else {
        start.release()
        break
      }
      threads.append(thread)
    }
  }

  /// The argument of a new thread.
  private final class WorkerStart {
    let work: SharedWork
    let index: Int
    init(work: SharedWork, index: Int) {
      self.work = work
      self.index = index
    }
  }

  deinit {
    work.stop()
    for thread in threads { pthread_join(thread, nil) }
  }

  /// Runs body(task, thread) once for every task, and returns when all are done.
  package func run(tasks: Int, _ body: (_ task: Int, _ thread: Int) -> Void) {
    lastParticipants = work.run(tasks: tasks, workers: threads.count, body) + 1
  }

  /// What `body` gives for every task, in their order.
  package func map<Output>(tasks: Int, _ body: (_ task: Int) -> Output) -> [Output] {
    [Output](unsafeUninitializedCapacity: tasks) { outputs, initialized in
      // Safe: each task initialises a place of its own, and `run` returns when all are done.
      let first = outputs.baseAddress
      run(tasks: tasks) { task, _ in (first! + task).initialize(to: body(task)) }
      initialized = tasks
    }
  }
}

/// What the threads of a team share.
///
/// Safe to send: `job`, `tasks` and `workers` are written only while no worker is inside a job, and
/// workers see them through the atomics and the lock.
private final class SharedWork: @unchecked Sendable {
  private var job: ((_ task: Int, _ thread: Int) -> Void)?
  private var tasks = 0
  private var workers = 0
  private let nextTask = Atomic<Int>(0)
  /// Counts jobs; a worker that sees it rise enters the job.
  private let generation = Atomic<Int>(0)
  private let finishedWorkers = Atomic<Int>(0)
  private let isStopping = Atomic<Bool>(false)
  // Allocated, since the system's calls need a fixed address; safe because they are freed after the
  // last thread has let go of this object.
  private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let wake = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  private let done = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

  init() {
    pthread_mutex_init(lock, nil)
    pthread_cond_init(wake, nil)
    pthread_cond_init(done, nil)
  }

  deinit {
    pthread_mutex_destroy(lock)
    pthread_cond_destroy(wake)
    pthread_cond_destroy(done)
    lock.deallocate()
    wake.deallocate()
    done.deallocate()
  }

  func stop() {
    pthread_mutex_lock(lock)
    isStopping.store(true, ordering: .releasing)
    pthread_cond_broadcast(wake)
    pthread_mutex_unlock(lock)
  }

  /// - Parameter workers: all threads that serve.
  /// - Returns: how many of them entered the job.
  func run(tasks: Int, workers: Int, _ body: (_ task: Int, _ thread: Int) -> Void) -> Int {
    withoutActuallyEscaping(body) { body in
      job = body
      self.tasks = tasks
      self.workers = workers
      nextTask.store(0, ordering: .relaxed)
      finishedWorkers.store(0, ordering: .relaxed)
      pthread_mutex_lock(lock)
      generation.add(1, ordering: .releasing)
      pthread_cond_broadcast(wake)
      pthread_mutex_unlock(lock)
      flushingSubnormals { takeTasks(as: 0) }
      waitUntil(done) { finishedWorkers.load(ordering: .acquiring) == workers }
      job = nil
      return finishedWorkers.load(ordering: .relaxed)
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

  /// The life of a worker.
  func serve(as thread: Int) {
    var seen = 0
    while true {
      waitUntil(wake) {
        generation.load(ordering: .acquiring) != seen || isStopping.load(ordering: .acquiring)
      }
      if isStopping.load(ordering: .acquiring) { return }
      seen += 1
      takeTasks(as: thread)
      if finishedWorkers.add(1, ordering: .acquiringAndReleasing).newValue == workers {
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
