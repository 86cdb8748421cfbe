import CCrypto

/// SHA-256 of bytes that arrive in pieces, by the system's libcrypto.
public struct SHA256: ~Copyable {
  private let context: OpaquePointer

  public init() {
    // Neither call fails but for want of memory: SHA-256 is always among the library's digests.
    guard let context = EVP_MD_CTX_new(), EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1 else {
      fatalError("libcrypto has no SHA-256; reinstall the package libssl3")
    }
    self.context = context
  }

  deinit { EVP_MD_CTX_free(context) }

  public mutating func update(_ bytes: UnsafeRawBufferPointer) {
    precondition(EVP_DigestUpdate(context, bytes.baseAddress, bytes.count) == 1)
  }

  public mutating func update(_ text: String) {
    var text = text
    text.withUTF8 { update(UnsafeRawBufferPointer($0)) }
  }

  /// The digest's 32 bytes.
  public consuming func finish() -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: 32)
    precondition(EVP_DigestFinal_ex(context, &digest, nil) == 1)
    return digest
  }

  /// The digest of `bytes`, as 64 lower-case hexadecimal digits.
  public static func hexadecimal(of bytes: UnsafeRawBufferPointer) -> String {
    var hash = SHA256()
    hash.update(bytes)
    return Hexadecimal.text(hash.finish())
  }

  /// The digest of a text's UTF-8 bytes, as 64 lower-case hexadecimal digits.
  public static func hexadecimal(of text: String) -> String {
    var hash = SHA256()
    hash.update(text)
    return Hexadecimal.text(hash.finish())
  }
}
