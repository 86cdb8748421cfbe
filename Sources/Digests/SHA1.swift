import CCrypto

/// SHA-1, by which git knows files: told apart with it, and trusted for nothing else.
public enum SHA1 {
  /// The digest's 20 bytes; nil where the system's libcrypto forbids SHA-1.
  public static func digest(of bytes: [UInt8]) -> [UInt8]? {
    var digest = [UInt8](repeating: 0, count: 20)
    guard EVP_Digest(bytes, bytes.count, &digest, nil, EVP_sha1(), nil) == 1 else { return nil }
    return digest
  }
}
