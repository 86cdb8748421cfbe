import Experiments
import Foundation

/// A file of named float32 tensors in the safetensors format
/// (https://huggingface.co/docs/safetensors, "Format"): the header's length as 64 bits,
/// little-endian; the header, a JSON object of each tensor's type, shape and place in the data,
/// with texts about the whole under `__metadata__`; the data, little-endian, without gaps.
public struct SafetensorsFile {
  public struct Tensor: Hashable, Sendable {
    public let name: String
    public let shape: [Int]
  }

  /// In the order in which their values follow each other.
  public let tensors: [Tensor]
  public let metadata: [String: String]

  private enum Entry: Encodable {
    case metadata([String: String])
    case tensor(shape: [Int], offsets: [Int])

    private enum Key: String, CodingKey {
      case dtype, shape
      case dataOffsets = "data_offsets"
    }

    func encode(to encoder: any Encoder) throws {
      switch self {
      case .metadata(let texts): try texts.encode(to: encoder)
      case .tensor(let shape, let offsets):
        var container = encoder.container(keyedBy: Key.self)
        try container.encode("F32", forKey: .dtype)
        try container.encode(shape, forKey: .shape)
        try container.encode(offsets, forKey: .dataOffsets)
      }
    }
  }

  /// The whole file.
  ///
  /// - Parameter values: of all tensors, row-major, one after the other.
  public func encoded(_ values: UnsafeBufferPointer<Float>) -> Data {
    var entries: [String: Entry] = ["__metadata__": .metadata(metadata)]
    var end = 0
    for tensor in tensors {
      let start = end
      end += 4 * tensor.shape.reduce(1, *)
      entries[tensor.name] = .tensor(shape: tensor.shape, offsets: [start, end])
    }
    precondition(end == 4 * values.count, "the tensors are all of the values")
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard var header = try? encoder.encode(entries) else {
      preconditionFailure("texts and whole numbers can always be written as JSON")
    }
    // The format allows spaces at the header's end; with them the data is aligned to 8 bytes.
    header.append(contentsOf: [UInt8](repeating: 0x20, count: (8 - header.count % 8) % 8))
    var data = Data()
    withUnsafeBytes(of: UInt64(header.count).littleEndian) { data.append(contentsOf: $0) }
    data.append(header)
    for value in values {
      withUnsafeBytes(of: value.bitPattern.littleEndian) { data.append(contentsOf: $0) }
    }
    return data
  }
}
