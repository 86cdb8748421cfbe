import CairoRendering
import Claims
import Experiments
import Figures
import Files
import Foundation
import Reports
import TextOutput

/// Holds figures' files against what is drawn now, in memory, from the records that they name.
struct FigureVerification {
  let storeOptions: StoreOptions
  /// What a preset is read with; the file's own preset where none is named.
  let preset: (String) throws -> Preset
  let namedPreset: String?
  private let options: OptionsInForce
  private let claims: ClaimsFile
  /// Nil for the claims that ship with the project.
  private let claimsDigest: String?
  /// By preset: what the store has of it, and the committed records.
  private var inputs: [String: [ReportInput]] = [:]

  init(
    storeOptions: StoreOptions, claimsOptions: ClaimsOptions, namedPreset: String?,
    options: OptionsInForce, preset: @escaping (String) throws -> Preset
  ) throws {
    self.storeOptions = storeOptions
    claims = try claimsOptions.load()
    claimsDigest = claimsOptions.digest(of: claims)
    self.namedPreset = namedPreset
    self.options = options
    self.preset = preset
  }

  /// The files that can be verified among paths of files and of folders, in order.
  static func files(_ paths: [String], options: OptionsInForce) throws -> [String] {
    try paths.flatMap { path -> [String] in
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
        throw CommandError.unreadableFigure(path: path, reason: "there is no such file")
      }
      guard isFolder.boolValue else { return [path] }
      let names = try FileManager.default.contentsOfDirectory(atPath: path).sorted()
      let files = names.filter { Kind(path: $0) != nil }.map { "\(path)/\($0)" }
      if files.isEmpty {
        throw CommandError.noFigures(
          folder: path, remedy: options.command(.figure))
      }
      return files
    }
  }

  private enum Kind {
    case picture(FigureFormat)
    case numbers

    init?(path: String) {
      if path.lowercased().hasSuffix(".csv") {
        self = .numbers
      } else if let format = FigureFormat(path: path) {
        self = .picture(format)
      } else {
        return nil
      }
    }
  }

  mutating func check(_ path: String) throws -> FigureFinding {
    switch Kind(path: path) {
    case .picture(let format):
      let bytes = try Self.bytes(path)
      return try check(
        path, bytes, format, against: FigureProvenance(of: bytes, format: format)
      ) { figure, provenance in
        let theme = provenance.theme == FigureTheme.dark.name ? FigureTheme.dark : .light
        return try FigureWriter.bytes(of: figure, format: format, theme: theme)
      }
    case .numbers:
      return try check(
        path, Self.bytes(path), nil, against: Self.provenance(beside: path)
      ) { figure, _ in Array(figure.csv.utf8) }
    case nil:
      throw CommandError.unreadableFigure(
        path: path,
        reason: "its name does not end in .png, .svg, .pdf or .csv, which are those verified")
    }
  }

  private mutating func check(
    _ path: String, _ bytes: [UInt8], _ format: FigureFormat?,
    against provenance: FigureProvenance?,
    drawn: (Figure, FigureProvenance) throws -> [UInt8]
  ) throws -> FigureFinding {
    func finding(_ verdict: FigureFinding.Verdict, _ reason: String) -> FigureFinding {
      FigureFinding(path: path, verdict: verdict, reason: reason)
    }
    guard let provenance else {
      return finding(
        .noProvenance,
        "it does not say where it comes from, so nothing can be held against it; draw it anew, as with "
          + "`\(options.command(.figure))`.")
    }
    let entries = provenance.entries
    let again = redrawing(path, provenance)
    guard provenance.isAsWritten else {
      return finding(
        .altered, "its content is not what was written; \(again).")
    }
    guard let name = entries["figure"].flatMap(FigureName.init(rawValue:)),
      let variant = FigureVariant(provenance: entries), let digest = entries["store"],
      let presetName = namedPreset ?? entries["preset"]
    else {
      return finding(
        .otherRenderer, "its provenance names what this program does not know; draw it anew.")
    }
    guard variant.claims == claimsDigest else {
      let reason =
        variant.claims.map { "it was drawn with the claims \($0); pass them with --claims." }
        ?? "it was drawn with the claims that ship with the project; leave --claims out."
      return finding(.otherRecords, reason)
    }
    let inputs = try inputs(presetName)
    guard let input = inputs.first(where: { $0.recordsDigest == digest }) else {
      let own =
        inputs[0].isEmpty ? "none of preset \(presetName)" : inputs[0].recordsDigest ?? "none"
      return finding(
        .otherRecords,
        "it was drawn from the records \(digest), and \(storeOptions.stores.names) holds \(own); "
          + "name its store with --store, or draw it anew.")
    }
    if let figure = variant.figure(name, of: input) {
      let redrawn = try drawn(figure, provenance)
      if redrawn == bytes {
        return finding(.match, "drawn again from its records, it is the same to the byte.")
      }
      // What the digest of the content leaves aside, such as bytes behind the picture.
      if let format, provenance.content == FigureProvenance(of: redrawn, format: format)?.content {
        return finding(
          .altered,
          "its picture is that of its records, but its other bytes are not those that "
            + "were written; \(again).")
      }
    }
    let here = FigureWriter.software
    return finding(
      .otherRenderer,
      "its records give another picture here; it was drawn by "
        + (provenance.software == here
          ? "another version of this program" : "\(provenance.software), and this is \(here)")
        + ".")
  }

  /// What draws a file again in its place, by what it says of itself.
  private func redrawing(_ path: String, _ provenance: FigureProvenance) -> String {
    let entries = provenance.entries
    let preset = namedPreset ?? entries["preset"] ?? ""
    guard Preset.names.contains(preset) || Preset.isPath(preset) else {
      return "pass the file of its preset with --preset, to learn how it is drawn anew"
    }
    guard let figure = entries["figure"].flatMap(FigureName.init(rawValue:)),
      FigureVariant(provenance: entries) != nil
    else { return "draw it anew, as with `\(options.command(.figure, preset: preset))`" }
    let choice = ["x", "only", "h", "width"].flatMap { key in
      entries[key].map { ["--\(key)", $0] } ?? []
    }
    let picture = path.lowercased().hasSuffix(".csv") ? path.dropLast(4) + ".svg" : path[...]
    let arguments =
      [figure.rawValue] + choice + ["--theme", provenance.theme, "--out", String(picture)]
    return "draw it anew with `\(options.command(.figure, arguments, preset: preset))`"
  }

  private mutating func inputs(_ name: String) throws -> [ReportInput] {
    if let known = inputs[name] { return known }
    guard namedPreset != nil || Preset.names.contains(name) else {
      throw CommandError.unknownFigurePreset(name)
    }
    let preset = try preset(name)
    let own = ReportInput(preset: preset, stores: storeOptions.stores, claims: claims)
    let committed =
      storeOptions.isNamed ? nil : CommittedRecords.input(preset, claims: claims)
    let read = [own] + [committed].compactMap(\.self)
    inputs[name] = read
    return read
  }

  /// Of the picture that the numbers were written with.
  private static func provenance(beside path: String) throws -> FigureProvenance? {
    let slash = path.lastIndex(of: "/")
    let folder = slash.map { String(path[...$0]) } ?? "./"
    let file = slash.map { path[path.index(after: $0)...] } ?? path[...]
    let stem = String(file.lastIndex(of: ".").map { file[..<$0] } ?? file)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    // A figure may have been drawn in dark alone, and an ending may have capitals.
    for stem in [stem, stem + "-dark"] {
      for format in [FigureFormat.svg, .png, .pdf] {
        for name in names
        where FigureFormat(path: name) == format
          && name.dropLast(format.rawValue.count + 1) == stem
        {
          if let provenance = FigureProvenance(of: try bytes(folder + name), format: format) {
            return provenance
          }
        }
      }
    }
    return nil
  }

  private static func bytes(_ path: String) throws -> [UInt8] {
    do {
      return try FileContent.bytes(of: path)
    } catch {
      throw CommandError.unreadableFigure(path: path, reason: error.description)
    }
  }
}
