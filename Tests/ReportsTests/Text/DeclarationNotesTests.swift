import Claims
import Datasets
import Experiments
import Foundation
import Reports
import Testing

/// What a rung declares is noted before the first of its own runs, and what differs later is named: on
/// copies of those of the committed records that are of `quick`.
@Suite struct DeclarationNotesTests {
  let store: RunStore
  private let folder: URL

  init() throws {
    let project = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "rectify-declarations-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    store = RunStore(path: folder.path + "/runs")
    let committed = project.appendingPathComponent("reports/standard/records")
    try FileManager.default.createDirectory(
      atPath: store.path + "/measurements", withIntermediateDirectories: true)
    for run in try preset(.quick).runs {
      try FileManager.default.copyItem(
        atPath: "\(committed.path)/\(run.specification.id)",
        toPath: "\(store.path)/\(run.specification.id)")
    }
  }

  private func preset(_ rung: Rung) throws -> Preset {
    try Preset.load(rung.rawValue, data: FashionMNIST.identity)
  }

  private func notes(_ rung: Rung) throws -> [String] {
    ReportInput(preset: try preset(rung), store: store, claims: try ClaimsFile.shipped())
      .declarationNotes
  }

  @Test func whatIsDeclaredSinceIsNamed() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    // It is too late for quick, whose runs are there, and not for standard.
    try store.noteDeclarations(try preset(.standard))
    #expect(!store.holds(.declared(.quick)) && store.holds(.declared(.standard)))
    // A rung without a run of its own is not spoken of.
    #expect(
      try notes(.standard) == [
        "The store holds no record of what `quick` declared before its first run, so it cannot be "
          + "told whether a cell was added since."
      ])
    let quick = try preset(.quick)
    // One of fewer cells: without those of softmax.
    let few = DeclaredCells(
      .quick, planned: quick.runs.filter { $0.specification.model.attention.name != "softmax" })
    try store.save(few, as: .declared(.quick))
    #expect(
      try notes(.quick) == [
        "Since the first run of `quick` the rules were changed: 1 arm declared since (S/32 i21k softmax)."
      ])
    let note = "\(store.path)/measurements/declared-quick.json"
    let bytes = try Data(contentsOf: URL(fileURLWithPath: note))
    try store.noteDeclarations(quick)
    #expect(try Data(contentsOf: URL(fileURLWithPath: note)) == bytes)
  }

  @Test func anEmptyStoreNotesEveryRung() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let empty = RunStore(path: folder.path + "/empty")
    try empty.noteDeclarations(try preset(.standard))
    for rung in [Rung.quick, .standard] {
      let noted = try empty.measurement(.declared(rung), as: DeclaredCells.self)
      #expect(noted == DeclaredCells(rung, planned: try preset(rung).runs))
    }
    #expect(!empty.holds(.declared(.full)))
  }
}
