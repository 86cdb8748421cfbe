import Foundation

/// An exclusive `flock` on a file. The kernel drops it when its holder dies, so no lock
/// is left behind.
///
/// Safe to pass between threads: the descriptor never changes.
final class RecordLock: Sendable {
  private let descriptor: Int32
  /// A file that is there as long as the lock is held; nil for a lock of the kernel's.
  private let marker: String?

  private init(descriptor: Int32, marker: String? = nil) {
    self.descriptor = descriptor
    self.marker = marker
  }

  /// Nil when another holder has it, or has just renamed the folder that the file was in.
  ///
  /// - Parameter isOptional: whether to do without where the file system has no locks, since nobody else
  ///   would take it.
  static func take(
    _ path: String, isOptional: Bool = false
  ) throws(ExperimentError) -> RecordLock? {
    let descriptor: Int32
    do { descriptor = try open(path) } catch {
      // Renamed before the file was opened.
      if isFolderGone(path) { return nil }
      throw error
    }
    let code = lock(descriptor, LOCK_EX | LOCK_NB)
    if code == 0 || isOptional && StoreFault(.lock, code: code).hasNoLocks {
      if isAt(path, descriptor) { return RecordLock(descriptor: descriptor) }
      // The folder was renamed since the file was opened, which locks nothing of a new one.
      close(descriptor)
      return nil
    }
    close(descriptor)
    if code == EWOULDBLOCK { return nil }
    throw RecordFolder.failure(path, .lock, code: code)
  }

  /// Waits for other holders, who hold it for as long as it takes to write a small file.
  ///
  /// Where the file system has no locks, a file takes their place that only one process can make.
  static func wait(for path: String) throws(ExperimentError) -> RecordLock {
    let descriptor = try open(path)
    let code = lock(descriptor, LOCK_EX)
    if code == 0 { return RecordLock(descriptor: descriptor) }
    guard StoreFault(.lock, code: code).hasNoLocks else {
      close(descriptor)
      throw RecordFolder.failure(path, .lock, code: code)
    }
    let marker = path + ".held"
    do { try make(marker) } catch {
      close(descriptor)
      throw error
    }
    return RecordLock(descriptor: descriptor, marker: marker)
  }

  private static func open(_ path: String) throws(ExperimentError) -> Int32 {
    var descriptor = SharedFile.open(path, O_RDWR)
    // The lock file of another user who lets others read: reading is enough to lock it.
    if descriptor < 0, errno == EACCES { descriptor = Foundation.open(path, O_RDONLY | O_CLOEXEC) }
    guard descriptor >= 0 else { throw RecordFolder.failure(path) }
    return descriptor
  }

  /// Zero, or an `errno`.
  private static func lock(_ descriptor: Int32, _ operation: Int32) -> Int32 {
    while flock(descriptor, operation) != 0 {
      if errno != EINTR { return errno }
    }
    return 0
  }

  private static func isAt(_ path: String, _ descriptor: Int32) -> Bool {
    var (locked, named) = (stat(), stat())
    return fstat(descriptor, &locked) == 0 && stat(path, &named) == 0
      && locked.st_dev == named.st_dev && locked.st_ino == named.st_ino
  }

  /// Whether there is not even a link where a file's folder was.
  private static func isFolderGone(_ path: String) -> Bool {
    var entry = stat()
    let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    return lstat(folder, &entry) != 0 && errno == ENOENT
  }

  /// Makes a file that is not there, once it is not.
  private static func make(_ marker: String) throws(ExperimentError) {
    let clock = Clock()
    while true {
      let descriptor = Foundation.open(marker, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
      if descriptor >= 0 {
        close(descriptor)
        return
      }
      guard errno == EEXIST else { throw RecordFolder.failure(marker) }
      guard clock.seconds < 60 else { throw .lockLeftBehind(file: marker) }
      Clock.sleep(seconds: 0.05)
    }
  }

  deinit {
    if let marker { unlink(marker) }
    close(descriptor)
  }
}
