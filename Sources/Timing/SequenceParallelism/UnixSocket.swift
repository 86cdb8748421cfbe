import Foundation

#if canImport(Glibc)
  import Glibc
#endif

/// The calls around a Unix-domain stream socket.
enum UnixSocket {
  static func failure(_ call: String) -> TimingError {
    .processFailed(
      what: "a share of the keys", reason: "\(call): \(String(cString: strerror(errno)))")
  }

  static func listening(at path: String, backlog: Int32) throws(TimingError) -> Int32 {
    let descriptor = try stream()
    guard withAddress(path, { bind(descriptor, $0, $1) }) == 0, listen(descriptor, backlog) == 0
    else {
      close(descriptor)
      throw failure("bind \(path)")
    }
    return descriptor
  }

  /// Waits for half a minute: a partner may be slow to start, or never come.
  static func accepted(on listener: Int32) throws(TimingError) -> Int32 {
    var state = pollfd(fd: listener, events: Int16(POLLIN), revents: 0)
    var ready: Int32
    repeat { ready = poll(&state, 1, 30_000) } while ready < 0 && errno == EINTR
    if ready == 0 { errno = ETIMEDOUT }
    let socket = ready > 0 ? accept(listener, nil, nil) : -1
    guard socket >= 0 else { throw failure("accept") }
    return socket
  }

  /// Tries for a minute: on a busy machine the partner may start late.
  static func connected(to path: String) throws(TimingError) -> Int32 {
    let descriptor = try stream()
    for _ in 0..<6000 {
      if withAddress(path, { connect(descriptor, $0, $1) }) == 0 { return descriptor }
      guard errno == ENOENT || errno == ECONNREFUSED || errno == EAGAIN else { break }
      usleep(10_000)
    }
    close(descriptor)
    throw failure("connect \(path)")
  }

  static func sendAll(_ descriptor: Int32, _ bytes: [UInt8]) throws(TimingError) {
    guard send(descriptor, bytes, bytes.count, 0) == bytes.count else { throw failure("send") }
  }

  static func makeNonBlocking(_ descriptor: Int32) throws(TimingError) {
    guard fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK) == 0 else {
      throw failure("fcntl")
    }
  }

  private static func stream() throws(TimingError) -> Int32 {
    #if canImport(Glibc)
      let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    #else
      let descriptor = socket(AF_UNIX, SOCK_STREAM, 0)
    #endif
    guard descriptor >= 0 else { throw failure("socket") }
    return descriptor
  }

  /// - Precondition: the path fits an address: about a hundred bytes.
  private static func withAddress(
    _ path: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
  ) -> Int32 {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let bytes = Array(path.utf8)
    precondition(
      bytes.count < MemoryLayout.size(ofValue: address.sun_path), "the socket's path is short")
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
    return withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
  }
}
