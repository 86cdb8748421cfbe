import ArgumentParser

/// The flag of the verbs that make damaged records again.
enum RedoDamaged {
  static let flag = "--redo-damaged"

  static let help: ArgumentHelp = """
    Make damaged records again; the damaged ones are kept beside them, and never read or removed.
    """
}
