/// A folder of files as one input: entry after entry, each the number of a name, a form, and bytes.
struct FolderInput {
  enum Form: UInt8, CaseIterable {
    case plain
    /// Written as a gzip file of the bytes.
    case compressed
    /// A link to the first name, to nowhere, or out of the folder.
    case link, danglingLink, outwardLink
    /// With a hole behind the bytes.
    case sparse
  }

  struct Entry {
    var name: Int
    var form: Form
    var size: UInt16
    var bytes: [UInt8]

    /// Some kilobytes, or more than anything that is read.
    var hole: Int { Int(size) < 1 << 15 ? Int(size) : Int(size) << 32 }
  }

  var entries: [Entry]

  init(_ files: [[UInt8]]) {
    entries = files.enumerated().map {
      Entry(name: $0.offset, form: .plain, size: 0, bytes: $0.element)
    }
  }

  /// Every input is a folder: what is missing at its end is empty.
  init(_ input: [UInt8]) {
    entries = []
    var rest = input[...]
    func number() -> Int { Int(rest.popFirst() ?? 0) | Int(rest.popFirst() ?? 0) << 8 }
    while !rest.isEmpty, entries.count < 32 {
      let name = Int(rest.removeFirst())
      let forms = Form.allCases
      let form = forms[Int(rest.popFirst() ?? 0) % forms.count]
      let size = UInt16(number())
      let count = number()
      entries.append(Entry(name: name, form: form, size: size, bytes: Array(rest.prefix(count))))
      rest = rest.dropFirst(count)
    }
  }

  var encoded: [UInt8] {
    entries.flatMap { entry in
      let count = min(entry.bytes.count, 0xFFFF)
      return [
        UInt8(truncatingIfNeeded: entry.name), entry.form.rawValue, UInt8(entry.size & 255),
        UInt8(entry.size >> 8), UInt8(count & 255), UInt8(count >> 8),
      ] + entry.bytes.prefix(count)
    }
  }

  /// Changes one entry, whose bytes `change` knows how to.
  mutating func mutate(
    _ mutation: inout Mutation, names: Int,
    change: (_ name: Int, [UInt8], inout Mutation) throws -> [UInt8]
  ) rethrows {
    guard !entries.isEmpty else {
      entries = [Entry(name: 0, form: .plain, size: 0, bytes: [])]
      return
    }
    let place = mutation.number(below: entries.count)
    switch mutation.number(below: 16) {
    case 0: entries[place].form = mutation.element(of: Form.allCases)
    case 1: entries[place].name = mutation.number(below: names)
    case 2:
      entries[place].form = .sparse
      entries[place].size = UInt16(truncatingIfNeeded: mutation.integer())
    case 3 where entries.count > 1: entries.remove(at: place)
    case 4 where entries.count < 16:
      var copy = entries[place]
      copy.name = mutation.number(below: names)
      entries.append(copy)
    case 5: entries[place].bytes = mutation.bytes(entries[place].bytes)
    default:
      entries[place].bytes = try change(entries[place].name, entries[place].bytes, &mutation)
    }
  }
}
