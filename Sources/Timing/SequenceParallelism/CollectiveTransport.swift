import Foundation

#if canImport(Glibc)
  import Glibc
#endif

/// P processes, a power of two, joined by Unix-domain sockets along the edges of a hypercube. The
/// only way by which numbers travel between them, and so the place where they are counted.
///
/// A reduction goes by recursive doubling: in round i every process exchanges all of its numbers
/// with the one whose rank differs in bit i, and combines. Both partners combine the same two
/// operands, so with a commutative combination every process ends with the same bits.
final class CollectiveTransport {
  let rank: Int
  let processes: Int
  private(set) var counts = CollectiveCounts()
  /// Sockets to the partners, by round.
  private var sockets: [Int32] = []
  private var received: [Float] = []

  /// - Parameter folder: where the processes' sockets are; the same for all of them.
  init(rank: Int, processes: Int, folder: String) throws(TimingError) {
    self.rank = rank
    self.processes = processes
    let rounds = processes.trailingZeroBitCount
    sockets = [Int32](repeating: -1, count: rounds)
    guard rounds > 0 else { return }
    let listener = try UnixSocket.listening(at: "\(folder)/\(rank)", backlog: Int32(rounds))
    defer { close(listener) }
    for round in 0..<rounds where rank & (1 << round) != 0 {
      let partner = rank ^ (1 << round)
      sockets[round] = try UnixSocket.connected(to: "\(folder)/\(partner)")
      try UnixSocket.sendAll(sockets[round], [UInt8(round)])
    }
    for _ in 0..<rounds - rank.nonzeroBitCount {
      let socket = try UnixSocket.accepted(on: listener)
      var round: UInt8 = 255
      guard recv(socket, &round, 1, 0) == 1, Int(round) < rounds else {
        throw UnixSocket.failure("recv")
      }
      sockets[Int(round)] = socket
    }
    for socket in sockets { try UnixSocket.makeNonBlocking(socket) }
  }

  deinit { for socket in sockets where socket >= 0 { close(socket) } }

  /// Every process's `values` become the combination of all.
  ///
  /// - Parameter combine: changes the first operand; commutative.
  func reduce(
    _ values: inout [Float], combine: (_ mine: inout [Float], _ theirs: [Float]) -> Void
  ) throws(TimingError) {
    guard processes > 1 else { return }
    counts.collectives += 1
    if received.count != values.count { received = [Float](repeating: 0, count: values.count) }
    for socket in sockets {
      try exchange(socket, send: values, receive: &received)
      counts.synchronisationPoints += 1
      counts.bytes += values.count * MemoryLayout<Float>.size
      combine(&values, received)
    }
  }

  /// Sends and receives at once: with large messages, two processes that both send first would wait
  /// for each other for ever.
  private func exchange(
    _ socket: Int32, send: [Float], receive: inout [Float]
  ) throws(TimingError) {
    var failed = false
    send.withUnsafeBytes { outgoing in
      receive.withUnsafeMutableBytes { incoming in
        var (sent, got) = (0, 0)
        while sent < outgoing.count || got < incoming.count {
          var state = pollfd(fd: socket, events: 0, revents: 0)
          if sent < outgoing.count { state.events |= Int16(POLLOUT) }
          if got < incoming.count { state.events |= Int16(POLLIN) }
          if poll(&state, 1, -1) < 0 {
            if errno == EINTR { continue }
            failed = true
            return
          }
          if state.revents & Int16(POLLOUT) != 0 {
            let count = Foundation.send(
              socket, outgoing.baseAddress! + sent, outgoing.count - sent, Int32(MSG_NOSIGNAL))
            if count > 0 {
              sent += count
            } else if errno != EAGAIN && errno != EINTR {
              failed = true
            }
          }
          if state.revents & Int16(POLLIN | POLLHUP | POLLERR) != 0 {
            let count = recv(socket, incoming.baseAddress! + got, incoming.count - got, 0)
            if count > 0 {
              got += count
            } else if count == 0 || (errno != EAGAIN && errno != EINTR) {
              failed = true
            }
          }
          if failed { return }
        }
      }
    }
    if failed { throw UnixSocket.failure("exchange") }
  }
}
