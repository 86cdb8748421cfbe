import Experiments

/// The commands that make all this again.
struct RerunSection: Section {
  let preset: Preset
  /// One that can be drawn.
  let figure: FigureName

  let title = "How to run it again"

  var body: [Block] {
    let name = preset.name
    return [
      """
      ```sh
      make report PRESET=\(name)              # everything, from a clone of the project
      rectify plan --preset \(name)           # every run, its state and its price
      rectify figure \(figure.rawValue) --preset \(name)   # one figure, from stored results
      rectify diff --preset \(name)           # ours against published
      ```

      A finished run is never repeated: the same command on the same store gives these bytes again. \
      To begin anew, pass an empty folder with `--store`.\(reminder)
      """
    ]
  }

  /// What else the commands need.
  private var reminder: String {
    let data = preset.data
    let sets = Set(preset.runs.flatMap(\.specification.transfer).map(\.name)).sorted()
      .filter { $0 != "digits" }
    let options =
      (data.isFashionMNIST ? [] : ["--data with the path of `\(data.label)`"])
      + sets.map { "--transfer \($0)=PATH" }
    return options.isEmpty ? "" : " These runs also need \(list(options)), with every command."
  }
}
