import Claims
import Figures
import Reports
import Timing

/// The counts of `parallel` as a table for people.
struct ParallelTable {
  private let counts: SequenceParallelism

  init(_ counts: SequenceParallelism) { self.counts = counts }

  var text: String {
    return """
      parallel at \(counts.model): keys and values of one attention layer (L = \(counts.tokens), \
      \(counts.heads) heads of width \(counts.headWidth)) over processes, every query in each
      \(TerminalPrinter.text(of: TimingTables.parallel(counts)))
      Each result is within \(NumberText.scientific(counts.tolerance)) of the unsharded operator's\
      \(counts.agrees ? "" : ": NOT SO"). Modelled: one process's time over P, plus \
      \(NumberText.fixed(counts.latency * 1e6, places: 0)) microseconds a synchronisation and \
      \(NumberText.fixed(counts.bandwidth / 1e9, places: 1)) GB/s, both measured between two \
      processes.
      """
  }
}
