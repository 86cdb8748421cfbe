#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Time spent on processors.
public enum ProcessorTime {
  /// Seconds of all threads since the process began, ended threads included.
  public static var seconds: Double { seconds(of: CLOCK_PROCESS_CPUTIME_ID) }

  /// Seconds of the calling thread since it began.
  public static var ofThread: Double { seconds(of: CLOCK_THREAD_CPUTIME_ID) }

  private static func seconds(of clock: clockid_t) -> Double {
    var time = timespec()
    clock_gettime(clock, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}
