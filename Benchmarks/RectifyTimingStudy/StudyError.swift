/// What ends a study of the timing laboratory besides the laboratory's own errors.
package enum StudyError: Error, CustomStringConvertible {
  case unreadableSamples(file: String, line: Int, reason: String)
  /// Recorded steps that do not suffice for a simulation.
  case tooFewSamples(file: String, reason: String)
  case unwritable(path: String, reason: String)

  package var description: String {
    switch self {
    case .unreadableSamples(let file, let line, let reason):
      "\(file), line \(line), holds no recorded step (\(reason)); record steps anew with "
        + "rectify-timing-study record SECONDS --csv FOLDER."
    case .tooFewSamples(let file, let reason):
      "\(file) does not hold enough steps (\(reason)); record longer with "
        + "rectify-timing-study record SECONDS --csv FOLDER."
    case .unwritable(let path, let reason):
      "\(path) cannot be written (\(reason)); name another folder with --csv."
    }
  }
}
