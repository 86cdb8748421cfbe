import Foundation
import Testing

/// A suite whose tests start the real program. As many of them run at a time as there are
/// processors; the others wait without a thread.
///
/// Each blocked test would otherwise bring one more thread and one more program, by the dozen, which
/// no small machine and no limit on processes bears.
struct StartsPrograms: SuiteTrait, TestTrait, TestScoping {
  var isRecursive: Bool { true }

  func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    await Self.places.take()
    do {
      try await function()
      await Self.places.leave()
    } catch {
      await Self.places.leave()
      throw error
    }
  }

  private static let places = Places(ProcessInfo.processInfo.activeProcessorCount)

  private actor Places {
    private var free: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(_ count: Int) { free = count }

    func take() async {
      if free > 0 {
        free -= 1
      } else {
        await withCheckedContinuation { waiting.append($0) }
      }
    }

    func leave() {
      if waiting.isEmpty { free += 1 } else { waiting.removeFirst().resume() }
    }
  }
}

extension Trait where Self == StartsPrograms {
  static var startsPrograms: Self { Self() }
}
