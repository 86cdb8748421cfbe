#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The descriptors 0, 1 and 2, with which a program is started, or not.
public enum StandardStreams {
  /// Gives each that is missing a place holder, so that no file that is opened later takes its
  /// number and gets what is printed. To be called before anything is opened.
  ///
  /// Reading from a missing input and writing to a missing output still fail, as bad descriptors do.
  public static func occupyMissing() {
    for descriptor in Int32(0)...2 where fcntl(descriptor, F_GETFD) == -1 && errno == EBADF {
      // The lowest free number is this one.
      let mode = descriptor == 0 ? O_WRONLY : O_RDONLY
      let opened = open("/dev/null", mode)
      if opened >= 0 && opened != descriptor {
        dup2(opened, descriptor)
        close(opened)
      }
    }
  }
}
