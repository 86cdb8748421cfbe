import Claims
import Foundation
import Reports
import Testing

/// The results as files: numbers that other programs read as numbers.
@Suite struct ResultDataTests {
  private static func tables() throws -> [String: [[String]]] {
    let report = HandMadeInput.report(try FamiliesInput(size: .full).input())
    return Dictionary(
      uniqueKeysWithValues: report.data.tables.map { ($0.name, rows($0.csv)) })
  }

  /// Fields of RFC 4180.
  private static func rows(_ csv: String) -> [[String]] {
    var rows: [[String]] = [[""]]
    var isQuoted = false
    for scalar in csv.unicodeScalars {
      switch scalar {
      case "\"": isQuoted.toggle()
      case "," where !isQuoted: rows[rows.count - 1].append("")
      case "\n" where !isQuoted: rows.append([""])
      case "\r" where !isQuoted: break
      default: rows[rows.count - 1][rows[rows.count - 1].count - 1].unicodeScalars.append(scalar)
      }
    }
    return rows.dropLast()
  }

  private static let numeric: [String: [String]] = [
    "claims": ["estimate", "low", "high", "level", "n", "margin", "margin_size", "cells_claimed"],
    "cells": ["estimate", "low", "high", "level", "n", "degrees_of_freedom"],
    "arms": ["images", "n", "n_planned", "mean_accuracy", "mean_transfer_accuracy"],
    "differences": ["estimate", "low", "high", "level", "n", "pooled_arms", "degrees_of_freedom"],
    "steps": ["batch", "seconds", "low", "high", "steps_timed"],
    "initialisation": ["tokens", "lowest", "highest"],
    "runs": ["alpha", "batch", "steps", "learning_rate", "accuracy", "correct", "flop", "seed"],
  ]

  @Test(arguments: numeric.keys.sorted())
  func columnsAreNumbersWithoutNoise(_ name: String) throws {
    let rows = try #require(try Self.tables()[name])
    let header = rows[0]
    #expect(Set(header).count == header.count)
    #expect(header.allSatisfy { !$0.contains(" ") && $0 == $0.lowercased() })
    #expect(rows.allSatisfy { $0.count == header.count })
    for column in try #require(Self.numeric[name]) {
      let index = try #require(header.firstIndex(of: column), "\(column)")
      let values = rows.dropFirst().map { $0[index] }
      #expect(values.contains { !$0.isEmpty }, "\(column)")
      for value in values where !value.isEmpty {
        #expect(Double(value) != nil, "\(column): \(value)")
        let decimals = value.split(separator: ".").dropFirst().first?.count ?? 0
        #expect(decimals <= 9 && value != "-0", "\(column): \(value)")
      }
    }
  }

  @Test func everyColumnStandsInTheDictionary() throws {
    let report = HandMadeInput.report(try HandMadeInput.input())
    let dictionary = try #require(report.data.files.first { $0.path == "results/README.md" }).text
    for (_, rows) in try Self.tables() {
      for column in rows[0] { #expect(dictionary.contains("| `\(column)` |"), "\(column)") }
    }
  }

  /// Numbers of the report lead to their line.
  @Test func linksLeadToTheRow() throws {
    let input = try HandMadeInput.input()
    let report = HandMadeInput.report(input)
    let claims = try #require(report.data.tables.first { $0.name == "claims" })
    let lines = claims.csv.components(separatedBy: "\r\n")
    for match in report.markdown.matches(of: #/\n\| (\w+) \|[^\n]*\(results\/claims\.csv#L(\d+)\)/#)
    {
      let line = try #require(Int(match.output.2))
      #expect(lines[line - 1].hasPrefix("\(match.output.1),"))
    }
    #expect(report.markdown.contains("results/runs.csv#L"))
  }

  /// In the first screen and the families, every number in a table leads to a row that is there; what only
  /// says which row it is, or is the paper's, does not.
  @Test(arguments: [0, 1])
  func everyNumberInATableLeadsToItsRow(_ store: Int) throws {
    let input =
      store == 0 ? try FamiliesInput(size: .full).input() : try HandMadeInput.input()
    let report = HandMadeInput.report(input)
    let lengths = Dictionary(
      uniqueKeysWithValues: report.data.tables.map {
        ("results/\($0.name).csv", $0.csv.components(separatedBy: "\r\n").count - 1)
      })
    for link in report.markdown.matches(of: #/\((results\/\w+\.csv)#L(\d+)\)/#) {
      let last = try #require(lengths[String(link.output.1)])
      #expect((2...last).contains(Int(link.output.2) ?? 0), "\(link.output.0)")
    }

    let labels: Set = [
      "id", "claim", "published", "arm", "model", "attention", "difference, points", "seed", "set",
      "shots", "images shown", "what", "operator", "L", "qk-layernorm", "P", "method", "direction",
      "h",
      "figure", "panel", "the paper draws", "trained here", "arms that decide",
    ]
    var unlinked: [String] = []
    var linked = 0
    var header: [String]?
    for line in report.markdown.components(separatedBy: "\n") {
      guard line.hasPrefix("| ") else {
        header = nil
        continue
      }
      let cells = line.dropFirst(2).dropLast(2).components(separatedBy: " | ")
      guard let columns = header else {
        header = cells
        continue
      }
      for (column, cell) in zip(columns, cells)
      where !labels.contains(column) && !cell.hasPrefix("--")
        && cell.contains(where: \.isNumber)
      {
        if cell.contains("](results/") {
          linked += 1
        } else {
          unlinked.append("\(column): \(cell)")
        }
      }
    }
    #expect(unlinked.isEmpty, "\(unlinked.prefix(5))")
    #expect(linked > 10)
  }

  /// In one line, as a reader would; where pandas is missing, Python's own reader takes them.
  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/python3")))
  func pythonReadsThem() throws {
    let report = HandMadeInput.report(try FamiliesInput(size: .full).input())
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "results-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for table in report.data.tables {
      try table.csv.write(
        to: folder.appendingPathComponent("\(table.name).csv"), atomically: true, encoding: .utf8)
    }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
    process.arguments = ["-c", Self.script, folder.path]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0 && text.hasPrefix("14 "), "\(text)")
  }

  private static let script = """
    import csv, sys
    folder = sys.argv[1]
    def plain(name):
        with open(folder + "/" + name + ".csv", newline="", encoding="utf-8") as file:
            return list(csv.DictReader(file))
    claims, runs = plain("claims"), plain("runs")
    for row in runs:
        assert 0 <= float(row["accuracy"]) <= 1 and int(row["batch"]) == 32
    for row in claims:
        if row["estimate"] and row["low"]:
            assert float(row["low"]) <= float(row["high"]) and 0 < float(row["level"]) < 1
    try:
        import pandas
        frame = pandas.read_csv(folder + "/runs.csv")
        assert frame["accuracy"].dtype.kind == "f" and frame["steps"].dtype.kind == "i"
        assert pandas.read_csv(folder + "/claims.csv")["estimate"].dtype.kind == "f"
    except ImportError:
        pass
    print(len(claims), len(runs))
    """
}
