#if os(Linux)
  import Foundation
  import TestPrograms
  import Testing

  /// The targets that compute results call no function of the C library whose bits could differ
  /// from machine to machine; glibc picks variants by processor.
  struct SymbolsTests {
    /// IEEE 754 defines these to the last bit.
    static let exact: Set<String> = ["round", "roundf", "sqrt", "sqrtf"]

    @Test(arguments: ["Kernels", "Randomness", "Networks"])
    func engineCallsExactFunctionsOnly(module: String) throws {
      #expect(try mathematicalFunctions(usedBy: module).subtracting(Self.exact) == [])
    }

    /// The search finds what it looks for: the reference calls the C library's exponential.
    @Test func referenceIsFoundOut() throws {
      #expect(try mathematicalFunctions(usedBy: "ReferenceNetworks").contains("exp"))
    }

    /// The functions of the C library's libm that a module's object files call.
    private func mathematicalFunctions(usedBy module: String) throws -> Set<String> {
      let tests = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
      let products = [tests, CommandLine.arguments[0]].map {
        URL(fileURLWithPath: $0).deletingLastPathComponent()
      }
      let folder = try #require(
        products.map { $0.appendingPathComponent("\(module).build") }
          .first { FileManager.default.fileExists(atPath: $0.path) },
        "the object files of \(module) are not in the folder of the tests")
      let objects = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        .filter { $0.hasSuffix(".o") }.map { folder.appendingPathComponent($0).path }
      try #require(!objects.isEmpty, "\(folder.path) has no object files")

      // The tests themselves have libm loaded, from wherever the system keeps it.
      let mapped = try FileHandle(forReadingFrom: URL(fileURLWithPath: "/proc/self/maps"))
      let maps = String(decoding: try mapped.readToEnd() ?? Data(), as: UTF8.self)
      let library = try #require(
        maps.split(whereSeparator: \.isWhitespace).first { $0.contains("/libm.so") },
        "no libm is loaded to compare with")
      return try symbols(["--undefined-only"] + objects)
        .intersection(symbols(["--defined-only", "--dynamic", String(library)]))
    }

    /// The names that nm lists, without the versions that a shared library gives them.
    private func symbols(_ arguments: [String]) throws -> Set<String> {
      let listing = try ToolRun("/usr/bin/env", ["nm", "--format=posix"] + arguments)
      try #require(listing.status == 0, "nm cannot read \(arguments)")
      return Set(
        listing.text.split(separator: "\n").map { line in
          line.prefix { $0 != " " && $0 != "@" }.description
        })
    }
  }
#endif
