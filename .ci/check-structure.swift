// Compares what every Swift target imports with what Package.swift says that it depends on, and with the
// table of targets in ARCHITECTURE.md; and looks for every file that ARCHITECTURE.md names:
//
//   swift package describe --type json | swift .ci/check-structure.swift
//
// SwiftPM's own --explicit-target-dependency-import-check lets an import pass that another
// dependency already reaches (seen in Swift 6.3), and never asks whether a dependency is used.
import Foundation

struct Package: Decodable {
  struct Target: Decodable {
    var name: String
    var path: String
    var sources: [String]
    var moduleType: String
    var targetDependencies: [String]?
    var productDependencies: [String]?
  }
  var targets: [Target]
}

let decoder = JSONDecoder()
decoder.keyDecodingStrategy = .convertFromSnakeCase
let package = try decoder.decode(
  Package.self, from: FileHandle.standardInput.readDataToEndOfFile())
let own = Set(package.targets.map(\.name))
var findings: [String] = []
for target in package.targets where target.moduleType == "SwiftTarget" {
  let declared = Set(target.targetDependencies ?? [])
  var imported: Set<String> = []
  for source in target.sources where source.hasSuffix(".swift") {
    let path = "\(target.path)/\(source)"
    let text = try String(contentsOfFile: path, encoding: .utf8)
    for match in text.matches(
      of: #/(?m)^ *(?:@\w+ +)*(?:(?:public|package|internal|private) +)?import +(?:[a-z]+ +)?(\w+)/#
    ) {
      let module = String(match.1)
      imported.insert(module)
      if own.contains(module), !declared.contains(module) {
        findings.append("\(path) imports \(module), which \(target.name) does not declare.")
      }
    }
  }
  for unused in declared.subtracting(imported).sorted() {
    findings.append("\(target.name) declares \(unused), which none of its files imports.")
  }
}

let page = try String(contentsOfFile: "ARCHITECTURE.md", encoding: .utf8)
for target in package.targets
where target.moduleType == "SwiftTarget" && target.path.hasPrefix("Sources/") {
  guard
    let row = page.split(separator: "\n").first(where: { $0.hasPrefix("| \(target.name) | ") }),
    let cell = row.split(separator: "|").last
  else {
    findings.append("ARCHITECTURE.md has no row for the target \(target.name).")
    continue
  }
  // "all above" stands for the program, which imports what it needs.
  if cell.contains("all above") { continue }
  let stated = Set(cell.matches(of: #/\w+/#).map { String($0.output) })
  let declared = Set((target.targetDependencies ?? []) + (target.productDependencies ?? []))
  if stated != declared {
    findings.append(
      "ARCHITECTURE.md: \(target.name) imports \(declared.sorted().joined(separator: ", ")).")
  }
}
var files = try FileManager.default.contentsOfDirectory(atPath: ".")
for top in ["Sources", "Tests", "Benchmarks", "docs", ".ci"] {
  for case let file as String in FileManager.default.enumerator(atPath: top) ?? .init() {
    files.append("\(top)/\(file)")
  }
}
for match in page.matches(of: #/`([^`*\s]+\.(?:swift|yaml|py|md|sh))`/#) {
  let name = String(match.1)
  // The pattern of a name, not a name.
  if name == "Type+Topic.swift" || files.contains(where: { $0.hasSuffix("/" + name) || $0 == name })
  {
    continue
  }
  findings.append("ARCHITECTURE.md names \(name), which is not there.")
}

if !findings.isEmpty {
  print(findings.sorted().joined(separator: "\n"))
  print("Mend the imports, the dependencies in Package.swift, or ARCHITECTURE.md.")
  exit(1)
}
