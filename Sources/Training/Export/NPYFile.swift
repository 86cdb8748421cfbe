import Experiments
import Foundation

/// An array in NumPy's npy format, version 1.0
/// (https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html): a magic number, the
/// header's length as 16 bits, little-endian, a Python dictionary that says type, order and shape,
/// padded so that the data begins at a multiple of 64 bytes, and the data, little-endian.
public enum NPYFile {
  /// The whole file of a matrix of float32.
  ///
  /// - Parameter values: [rows, columns], row-major.
  public static func encoded(_ values: [Float], rows: Int, columns: Int) -> Data {
    encoded(values.map(\.bitPattern), type: "<f4", shape: [rows, columns])
  }

  /// The whole file of an array of int32.
  ///
  /// - Parameters:
  ///   - values: of that shape, row-major.
  ///   - shape: at least two dimensions.
  public static func encoded(_ values: [Int32], shape: [Int]) -> Data {
    encoded(values.map(UInt32.init(bitPattern:)), type: "<i4", shape: shape)
  }

  private static func encoded(_ values: [UInt32], type: String, shape: [Int]) -> Data {
    precondition(values.count == shape.reduce(1, *), "an array has a value for each place")
    let sizes = shape.map(String.init).joined(separator: ", ")
    var header = "{'descr': '\(type)', 'fortran_order': False, 'shape': (\(sizes)), }"
    let prefix = 10
    // The line feed at the header's end counts too.
    let length = (prefix + header.utf8.count + 1 + 63) / 64 * 64 - prefix
    header += String(repeating: " ", count: length - header.utf8.count - 1) + "\n"
    var data = Data([0x93] + Array("NUMPY".utf8) + [1, 0])
    withUnsafeBytes(of: UInt16(length).littleEndian) { data.append(contentsOf: $0) }
    data.append(contentsOf: header.utf8)
    for value in values {
      withUnsafeBytes(of: value.littleEndian) { data.append(contentsOf: $0) }
    }
    return data
  }
}
