import Foundation
import TestPrograms
import Testing

/// A small library in front of the C library that sees every call by which the program changes a
/// store, and refuses one, or kills the program or sends it a signal at it.
struct StoreCalls {
  /// What happens at a call.
  enum Action {
    /// The program is killed before the call; before a `write`, half of its bytes are written.
    case kill
    /// This call and all like it from then on fail with an `errno`, as on a disk that is full.
    case refuse(Int32)
    /// The program gets a signal, and the call goes on.
    case signal(Int32)
  }

  /// A call that was seen: what it was, and the file's name.
  struct Call: Hashable, CustomStringConvertible {
    let name: String
    let file: String
    var description: String { "\(name) \(file)" }
  }

  static let gcc = "/usr/bin/gcc"
  static var isPossible: Bool { FileManager.default.isExecutableFile(atPath: gcc) }

  private let library: String
  private let trace: String

  /// Compiles the library into a folder.
  init(in folder: String) throws {
    library = folder + "/store-calls.so"
    trace = folder + "/store-calls.trace"
    let source = folder + "/store-calls.c"
    try Data(Self.source.utf8).write(to: URL(fileURLWithPath: source))
    let compiler = try ToolRun(
      Self.gcc, ["-shared", "-fPIC", "-O1", "-o", library, source, "-ldl"])
    try #require(compiler.status == 0, "\(compiler.text)")
  }

  /// For a program whose store is at the path.
  ///
  /// - Parameters:
  ///   - call: the kind of call that is meant; nil for all that change something.
  ///   - number: of the first such call at which the action is taken, from 1.
  ///   - secondsPerLook: by how much each look at the clock makes it go on, so that short runs have
  ///     checkpoints too.
  func environment(
    store: String, _ action: Action? = nil, at number: Int = 1, of call: String? = nil,
    secondsPerLook: Double = 0
  ) throws -> [String: String] {
    try Data().write(to: URL(fileURLWithPath: trace))
    var environment = [
      "LD_PRELOAD": library, "CALLS_STORE": store, "CALLS_TRACE": trace,
      "CALLS_CLOCK": "\(Int(secondsPerLook * 1e9))",
    ]
    switch action {
    case .kill: environment["CALLS_ACTION"] = "-1"
    case .refuse(let code): environment["CALLS_ACTION"] = "\(code)"
    case .signal(let number): environment["CALLS_ACTION"] = "\(-100 - number)"
    case nil: return environment
    }
    environment["CALLS_NUMBER"] = "\(number)"
    environment["CALLS_CALL"] = call
    return environment
  }

  /// The calls that the last program made, up to the one that was its end.
  func calls() throws -> [Call] {
    try String(contentsOfFile: trace, encoding: .utf8).split(separator: "\n").map { line in
      let parts = line.split(separator: " ", maxSplits: 1).map(String.init)
      return Call(name: parts[0], file: parts.count > 1 ? parts[1] : "")
    }
  }

  private static let source = """
    #define _GNU_SOURCE
    #include <dlfcn.h>
    #include <errno.h>
    #include <fcntl.h>
    #include <limits.h>
    #include <signal.h>
    #include <stdarg.h>
    #include <stdatomic.h>
    #include <stdio.h>
    #include <stdlib.h>
    #include <string.h>
    #include <sys/stat.h>
    #include <time.h>
    #include <unistd.h>

    static atomic_long count, looks;

    #define REAL(name, type) ((type)dlsym(RTLD_NEXT, #name))
    typedef ssize_t (*write_type)(int, const void *, size_t);
    typedef int (*open_type)(const char *, int, ...);

    static int is_in_store(const char *path) {
      const char *store = getenv("CALLS_STORE");
      char whole[2 * PATH_MAX] = {0};
      if (store == NULL) return 0;
      if (path[0] != '/' && getcwd(whole, PATH_MAX) != NULL) strcat(whole, "/");
      strncat(whole, path, PATH_MAX);
      return strncmp(whole, store, strlen(store)) == 0;
    }

    static void note(const char *call, const char *path) {
      const char *trace = getenv("CALLS_TRACE"), *name = strrchr(path, '/');
      char line[PATH_MAX + 64];
      int length = snprintf(line, sizeof line, "%s %s\\n", call, name ? name + 1 : path);
      int file = trace ? REAL(open, open_type)(trace, O_WRONLY | O_APPEND | O_CLOEXEC) : -1;
      if (file < 0) return;
      REAL(write, write_type)(file, line, length);
      close(file);
    }

    static void end(void) { kill(getpid(), SIGKILL); for (;;) pause(); }

    /* Whether the call is refused; kills where that is the action, after `half` was done. */
    static int refused(const char *call, const char *path, int changes, int descriptor,
                       const void *bytes, size_t size) {
      const char *action = getenv("CALLS_ACTION"), *wanted = getenv("CALLS_CALL");
      const char *number = getenv("CALLS_NUMBER");
      if (!is_in_store(path)) return 0;
      if (changes) note(call, path);
      if (wanted ? strcmp(wanted, call) != 0 : !changes) return 0;
      long current = atomic_fetch_add(&count, 1) + 1;
      if (action == NULL || number == NULL || current < atol(number)) return 0;
      if (atoi(action) <= -100) {
        if (current == atol(number)) kill(getpid(), -100 - atoi(action));
        return 0;
      }
      if (atoi(action) >= 0) {
        errno = atoi(action);
        return 1;
      }
      if (bytes != NULL) REAL(write, write_type)(descriptor, bytes, size / 2);
      end();
      return 1;
    }

    static int refused_at(const char *call, int descriptor, int changes, const void *bytes,
                          size_t size) {
      char link[64], path[PATH_MAX] = {0};
      snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
      if (readlink(link, path, sizeof path - 1) < 0) return 0;
      return refused(call, path, changes, descriptor, bytes, size);
    }

    int flock(int descriptor, int operation) {
      if (refused_at("flock", descriptor, 0, NULL, 0)) return -1;
      return REAL(flock, int (*)(int, int))(descriptor, operation);
    }

    int fsync(int descriptor) {
      struct stat status;
      fstat(descriptor, &status);
      const char *name = S_ISDIR(status.st_mode) ? "fsync-folder" : "fsync";
      if (refused_at(name, descriptor, 1, NULL, 0)) return -1;
      return REAL(fsync, int (*)(int))(descriptor);
    }

    ssize_t write(int descriptor, const void *bytes, size_t size) {
      if (refused_at("write", descriptor, 1, bytes, size)) return -1;
      return REAL(write, write_type)(descriptor, bytes, size);
    }

    int mkdir(const char *path, mode_t mode) {
      if (refused("mkdir", path, 1, -1, NULL, 0)) return -1;
      return REAL(mkdir, int (*)(const char *, mode_t))(path, mode);
    }

    int rename(const char *from, const char *to) {
      if (refused("rename", to, 1, -1, NULL, 0)) return -1;
      return REAL(rename, int (*)(const char *, const char *))(from, to);
    }

    int unlink(const char *path) {
      struct stat status;
      int is_there = lstat(path, &status) == 0;
      if (is_there && refused("unlink", path, 1, -1, NULL, 0)) return -1;
      return REAL(unlink, int (*)(const char *))(path);
    }

    int open(const char *path, int flags, ...) {
      va_list more;
      va_start(more, flags);
      mode_t mode = flags & O_CREAT ? va_arg(more, mode_t) : 0;
      va_end(more);
      if (flags & O_CREAT && refused("open", path, 1, -1, NULL, 0)) return -1;
      return REAL(open, open_type)(path, flags, mode);
    }

    int open64(const char *path, int flags, ...) {
      va_list more;
      va_start(more, flags);
      mode_t mode = flags & O_CREAT ? va_arg(more, mode_t) : 0;
      va_end(more);
      return open(path, flags, mode);
    }

    int clock_gettime(clockid_t clock, struct timespec *time) {
      int result = REAL(clock_gettime, int (*)(clockid_t, struct timespec *))(clock, time);
      const char *step = getenv("CALLS_CLOCK");
      if (step == NULL || (clock != CLOCK_MONOTONIC && clock != CLOCK_BOOTTIME)) return result;
      long long added = atoll(step) * (atomic_fetch_add(&looks, 1) + 1) + time->tv_nsec;
      time->tv_sec += added / 1000000000;
      time->tv_nsec = added % 1000000000;
      return result;
    }
    """
}
