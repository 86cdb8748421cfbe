import Kernels
import Networks

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// `rectify-bits [--small]`: a digest of everything that training makes, one line a case. Two
/// builds, or two machines, agree when their output is the same. `make bits` compares builds.
///
/// `rectify-bits --subnormals`: what the policy for subnormals saves, in time.
@main
struct RectifyBits {
  static func main() {
    let arguments = Array(CommandLine.arguments.dropFirst())
    guard processorIsSufficient else {
      fail(
        2,
        "this build needs \(compiledVectorInstructions), which this processor lacks; "
          + "build with another RECTIFY_CPU.")
    }
    switch arguments {
    case []: compare(BitsCase.all)
    case ["--small"]: compare(BitsCase.small)
    case ["--subnormals"]: SubnormalCost.print()
    default:
      fail(
        2,
        "\(arguments.joined(separator: " ")) is unknown; "
          + "usage: rectify-bits [--small | --subnormals]")
    }
  }

  /// Prints each case's digest; ends the program when it depends on the threads.
  private static func compare(_ cases: [BitsCase]) {
    for bitsCase in cases {
      guard let expected = bitsCase.digest(threads: [1]) else {
        fail(
          1,
          "\(bitsCase.name): the training diverges, so its bits cannot be compared; change the case."
        )
      }
      for threads in bitsCase.ways.dropFirst() {
        guard bitsCase.digest(threads: threads) == expected else {
          let way = threads.map(String.init).joined(separator: ", restored with ")
          fail(1, "\(bitsCase.name): other bits with \(way) threads than with one.")
        }
      }
      print(expected.text, bitsCase.name)
    }
  }

  private static func fail(_ status: Int32, _ sentence: String) -> Never {
    let line = "rectify-bits: \(sentence)\n"
    write(STDERR_FILENO, line, line.utf8.count)
    exit(status)
  }
}
