import ArgumentParser
import Paper

/// A model as an option's value, by its name in the paper.
extension PaperModel: ExpressibleByArgument {}
