import Claims

extension ReportInput {
  /// Sentences on the margins that were in force at the store's first run: every claim whose margin
  /// differs now, and whether anything can be said at all.
  public var marginNotes: [String] {
    guard let marginsAtFirstRun else {
      return [
        "The store holds no record of the margins that were in force at its first run, so it "
          + "cannot be told whether one was moved since."
      ]
    }
    let changes = marginsAtFirstRun.changes(in: claims)
    guard !changes.isEmpty else {
      return ["Every margin is the one that was in force when the store's first run was made."]
    }
    return changes.map { change in
      let claim = change.claim
      guard let was = change.was else {
        return "The margin of \(claim.id), \(claim.marginWords), was not among those in force when "
          + "the store's first run was made."
      }
      return
        "The margin of \(claim.id) was \(claim.words(of: was)) when the store's first run was made, and is "
        + "\(claim.marginWords) now."
    }
  }
}
