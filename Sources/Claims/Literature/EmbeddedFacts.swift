/// Files of facts that are built into the program. The tests read each, so that a mistake in one
/// does not get as far as a user.
enum EmbeddedFacts {
  static func read<Facts>(_ name: String, _ read: (_ name: String) throws -> Facts) -> Facts {
    do {
      return try read(name)
    } catch {
      preconditionFailure("\(error)")
    }
  }
}
