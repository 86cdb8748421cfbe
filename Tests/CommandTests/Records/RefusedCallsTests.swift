import Foundation
import TestPrograms
import Testing

/// The program on file systems that refuse calls: a small library in front of the C library gives
/// the errors of CIFS, of network mounts without locks, and of full and read-only disks.
@Suite(
  .serialized, .startsPrograms,
  .enabled(
    if: FileManager.default.isExecutableFile(atPath: "/usr/bin/gcc"), "needs gcc, for the library"))
struct RefusedCallsTests {
  let place: Workplace

  /// REFUSE is a call and an error's number; calls on paths without "store" are let through.
  private static let source = """
    #define _GNU_SOURCE
    #include <dlfcn.h>
    #include <errno.h>
    #include <fcntl.h>
    #include <limits.h>
    #include <stdarg.h>
    #include <stdio.h>
    #include <stdlib.h>
    #include <string.h>
    #include <sys/stat.h>
    #include <unistd.h>

    static int refused(const char *call, const char *path) {
      char name[32];
      int code;
      const char *refuse = getenv("REFUSE");
      if (refuse == NULL || sscanf(refuse, "%31s %d", name, &code) != 2) return 0;
      if (strcmp(name, call) != 0 || strstr(path, "/store") == NULL) return 0;
      errno = code;
      return 1;
    }

    static int refused_descriptor(const char *call, int descriptor) {
      char link[64], path[PATH_MAX] = {0};
      snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
      if (readlink(link, path, sizeof path - 1) < 0) return 0;
      return refused(call, path);
    }

    int flock(int descriptor, int operation) {
      if (refused_descriptor("flock", descriptor)) return -1;
      return ((int (*)(int, int))dlsym(RTLD_NEXT, "flock"))(descriptor, operation);
    }

    int fsync(int descriptor) {
      struct stat status;
      fstat(descriptor, &status);
      if (refused_descriptor(S_ISDIR(status.st_mode) ? "fsync-folder" : "fsync", descriptor)) {
        return -1;
      }
      return ((int (*)(int))dlsym(RTLD_NEXT, "fsync"))(descriptor);
    }

    ssize_t write(int descriptor, const void *bytes, size_t count) {
      if (refused_descriptor("write", descriptor)) return -1;
      return ((ssize_t (*)(int, const void *, size_t))dlsym(RTLD_NEXT, "write"))(
          descriptor, bytes, count);
    }

    int mkdir(const char *path, mode_t mode) {
      if (refused("mkdir", path)) return -1;
      return ((int (*)(const char *, mode_t))dlsym(RTLD_NEXT, "mkdir"))(path, mode);
    }
    """

  init() throws {
    place = try Workplace()
    try place.makeData()
    try place.makePreset(images: 64)
    try place.write("refuse.c", Self.source)
    let gcc = try ToolRun(
      "/usr/bin/gcc",
      [
        "-shared", "-fPIC", "-o", place.path + "/refuse.so", place.path + "/refuse.c", "-ldl",
      ])
    #expect(gcc.status == 0)
  }

  @Test(
    arguments: [
      ("fsync-folder", EINVAL, 0, ""), ("fsync-folder", EOPNOTSUPP, 0, ""),
      ("fsync", EINVAL, 0, ""), ("fsync-folder", EIO, 75, "the same command again"),
      ("flock", ENOLCK, 2, "has no locks"), ("flock", ENOSYS, 2, "has no locks"),
      ("flock", EOPNOTSUPP, 2, "has no locks"), ("write", ENOSPC, 75, "make room"),
      ("write", EDQUOT, 75, "make room"), ("mkdir", EACCES, 2, "let this user write it"),
      ("mkdir", EROFS, 2, "read-only"), ("mkdir", EPERM, 2, "let this user write it"),
    ] as [(String, Int32, Int32, String)])
  func eachHasItsStatus(_ call: String, _ code: Int32, _ status: Int32, _ words: String) throws {
    let arguments = [
      "run", "--preset", "./mine.yaml", "--data", "data", "--store", place.path + "/store",
    ]
    let run = try CommandRun(
      arguments, in: place.path,
      environment: ["LD_PRELOAD": place.path + "/refuse.so", "REFUSE": "\(call) \(code)"])
    #expect(run.status == status, "\(run.errors)")
    #expect(words.isEmpty || run.errors.contains(words), "\(run.errors)")
    #expect(run.errors.contains("make room") == (words == "make room"))
    if status != 0 { #expect(try CommandRun(arguments, in: place.path).status == 0) }
  }
}
