import Foundation
import FuzzedReaders

@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
  _ count: UnsafeMutablePointer<CInt>,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
  _ callback: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

@_silgen_name("LLVMFuzzerMutate")
private func mutateBytes(_ bytes: UnsafeMutablePointer<UInt8>, _ count: Int, _ room: Int) -> Int

/// The one that this process tries; set before anything runs.
nonisolated(unsafe) private var reader = FuzzedReader.all[0]

/// libFuzzer calls it by its name.
@_cdecl("LLVMFuzzerCustomMutator")
public func mutateInput(
  _ input: UnsafeMutablePointer<UInt8>, _ count: Int, _ room: Int, _ seed: UInt32
) -> Int {
  var mutation = Mutation(seed: UInt64(seed)) { bytes, _ in
    let room = bytes.count + 64
    return [UInt8](unsafeUninitializedCapacity: room) { buffer, filled in
      _ = buffer.initialize(from: bytes)
      filled = mutateBytes(buffer.baseAddress!, bytes.count, room)
    }
  }
  let bytes = Array(UnsafeBufferPointer(start: input, count: count))
  guard let mutated = try? reader.mutate(bytes, &mutation), mutated.count <= room else {
    return count
  }
  UnsafeMutableBufferPointer(start: input, count: room).baseAddress!
    .update(from: mutated, count: mutated.count)
  return mutated.count
}

/// Tries one reader with libFuzzer: `rectify-fuzz READER [libFuzzer's arguments]`. Without any it lists
/// the readers; `rectify-fuzz READER --seeds FOLDER` writes the inputs to begin with, and
/// `--sources` prints the files whose lines they should reach.
@main struct RectifyFuzz {
  static func main() throws {
    var words = CommandLine.arguments
    guard words.count > 1 else {
      for reader in FuzzedReader.all { print(reader.name) }
      return
    }
    guard let chosen = FuzzedReader.all.first(where: { $0.name == words[1] }) else {
      fatalError("no reader has the name \(words[1])")
    }
    reader = chosen
    words.remove(at: 1)
    if words.dropFirst().first == "--sources" {
      for source in reader.sources { print(source) }
      return
    }
    if words.count == 3, words[1] == "--seeds" {
      for (index, seed) in try reader.seeds().enumerated() {
        try Data(seed).write(to: URL(fileURLWithPath: "\(words[2])/seed-\(index)"))
      }
      return
    }
    var count = CInt(words.count)
    var arguments = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>.allocate(
      capacity: words.count + 1)
    for (index, word) in words.enumerated() { arguments[index] = strdup(word) }
    arguments[words.count] = nil
    exit(
      runDriver(&count, &arguments) { start, count in
        reader.read(Array(UnsafeBufferPointer(start: start, count: count)))
        return 0
      })
  }
}
