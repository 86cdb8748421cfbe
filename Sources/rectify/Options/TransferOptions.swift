import ArgumentParser
import Datasets
import Experiments
import Training

/// Other data sets, for the 10-shot accuracy of the runs of the scaling family.
struct TransferOptions: ParsableArguments {
  /// A folder of images, by the name that runs call it.
  struct Source {
    let name: String
    let path: String
    let data: DatasetReader
  }

  @Option(
    help: ArgumentHelp(
      """
      A folder of another data set, on whose images the runs of the scaling family are scored too, \
      from ten labelled images of each class; may be given again. The set digits is built in.
      """, valueName: "name=path"),
    transform: Self.source)
  var transfer: [Source] = []

  private static func source(_ text: String) throws -> Source {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[1].isEmpty else {
      throw ValidationError(
        "--transfer \(text) is not possible; pass a name and a folder, such as "
          + "kmnist=data/kmnist.")
    }
    let name = String(parts[0])
    if let defect = NameRule.defect(of: name) {
      throw ValidationError(
        "--transfer \(NameRule.shown(text)) is not possible: the name \(defect); "
          + "\(NameRule.remedy).")
    }
    let path = try PathArgument.path(String(parts[1]))
    return Source(
      name: name, path: path, data: DatasetReader(.folder(path), note: DataOptions.say))
  }

  func validate() throws {
    var names: Set = [TransferSet.digits.name]
    for source in transfer where !names.insert(source.name).inserted {
      throw ValidationError(
        "--transfer \(source.name) names a set that there is already; give it another name.")
    }
  }

  /// What the folders hold, for plans.
  func sets() throws -> [TransferSet] {
    try transfer.map { TransferSet(name: $0.name, try $0.data.identity()) }
  }

  /// The sets that runs ask for, as far as they are at hand, fitted to the images that they train
  /// on.
  func probes(
    for runs: some Sequence<RunSpecification>, fittedTo data: DatasetIdentity
  ) throws -> [TransferProbe] {
    let wanted = runs.reduce(into: Set<TransferSet>()) { $0.formUnion($1.transfer) }
    var probes: [TransferProbe] = []
    func add(_ name: String, _ dataset: Dataset) throws {
      guard wanted.contains(TransferSet(name: name, dataset.identity)) else { return }
      probes.append(try TransferProbe(name: name, dataset, fittedTo: data))
    }
    if wanted.contains(.digits) { try add(TransferSet.digits.name, Digits.load()) }
    for source in transfer { try add(source.name, source.data.load()) }
    return probes
  }
}
