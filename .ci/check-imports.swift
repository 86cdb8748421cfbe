// Compares what every Swift target imports with what Package.swift says that it depends on:
//
//   swift package describe --type json | swift .ci/check-imports.swift
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
      of: #/(?m)^(?:@\w+ +)*(?:(?:public|package|internal|private) +)?import +(?:[a-z]+ +)?(\w+)/#
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
if !findings.isEmpty {
  print(findings.sorted().joined(separator: "\n"))
  print("Mend the imports, or the dependencies in Package.swift.")
  exit(1)
}
