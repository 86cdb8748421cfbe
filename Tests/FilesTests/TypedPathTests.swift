import Files
import Testing

@Suite struct TypedPathTests {
  private static func home(of user: String) -> String? {
    ["": "/home/me/", "root": "/root", "slash": "/"][user]
  }

  @Test(arguments: [
    ("~", "/home/me"), ("~/", "/home/me"), ("~/runs", "/home/me/runs"),
    ("~//a b/", "/home/me//a b"),
    ("~root/x", "/root/x"), ("~slash/x", "/x"), ("~slash", "/"),
    // Only the first character counts.
    ("./~", "./~"), ("a/~/b", "a/~/b"), ("/~", "/~"), (" ~", " ~"),
    ("runs", "runs"), ("runs//", "runs"), ("/", "/"), ("///", "/"), (".", "."), ("./", "."),
    ("link/../data/", "link/../data"), ("-x", "./-x"), ("--store", "./--store"), ("./-x", "./-x"),
    ("a'b\"c\nd\te", "a'b\"c\nd\te"), ("e\u{301}", "e\u{301}"), ("수/字/", "수/字"),
    // A combining mark belongs to what is before it, the character of a path does not.
    ("~/\u{301}", "/home/me/\u{301}"), ("a/\u{301}", "a/\u{301}"), ("-\u{301}", "./-\u{301}"),
  ])
  func aTypedPathIsOnePlace(_ typed: String, _ path: String) throws {
    let resolved = try TypedPath.resolve(typed, home: Self.home)
    #expect(Array(resolved.utf8) == Array(path.utf8))
    #expect(try TypedPath.resolve(resolved, home: Self.home).utf8.elementsEqual(path.utf8))
  }

  @Test func whatNamesNoFileIsSaid() {
    #expect(throws: TypedPath.Defect.empty) { try TypedPath.resolve("", home: Self.home) }
    #expect(throws: TypedPath.Defect.unknownUser("nobody such")) {
      try TypedPath.resolve("~nobody such/x", home: Self.home)
    }
    #expect(throws: TypedPath.Defect.noHome) { try TypedPath.resolve("~/x") { _ in nil } }
    #expect(throws: TypedPath.Defect.unknownUser("no-such-user-here")) {
      try TypedPath.resolve("~no-such-user-here")
    }
  }

  @Test func theSystemKnowsHomes() throws {
    #expect(try TypedPath.resolve("~root").hasPrefix("/"))
  }
}
