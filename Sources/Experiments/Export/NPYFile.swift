import Foundation

/// A matrix of float32 in NumPy's npy format, version 1.0
/// (https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html): a magic number, the
/// header's length as 16 bits, little-endian, a Python dictionary that says type, order and shape,
/// padded so that the data begins at a multiple of 64 bytes, and the data, little-endian.
public enum NPYFile {
  /// The whole file.
  ///
  /// - Parameter values: [rows, columns], row-major.
  public static func encoded(_ values: [Float], rows: Int, columns: Int) -> Data {
    precondition(values.count == rows * columns, "a matrix has rows x columns values")
    var header = "{'descr': '<f4', 'fortran_order': False, 'shape': (\(rows), \(columns)), }"
    let prefix = 10
    // The line feed at the header's end counts too.
    let length = (prefix + header.utf8.count + 1 + 63) / 64 * 64 - prefix
    header += String(repeating: " ", count: length - header.utf8.count - 1) + "\n"
    var data = Data([0x93] + Array("NUMPY".utf8) + [1, 0])
    withUnsafeBytes(of: UInt16(length).littleEndian) { data.append(contentsOf: $0) }
    data.append(contentsOf: header.utf8)
    for value in values {
      withUnsafeBytes(of: value.bitPattern.littleEndian) { data.append(contentsOf: $0) }
    }
    return data
  }
}
