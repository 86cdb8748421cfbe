import CFontconfig

/// Finds fonts for characters that the typeface lacks.
package enum FontFallback {
  /// The families of installed fonts that have `scalar`, those nearest to `family` first; pictures of
  /// characters, as of emoji, come after outlines.
  package static func families(with scalar: Unicode.Scalar, near family: String) -> [String] {
    guard let pattern = FcPatternCreate(), let characters = FcCharSetCreate() else { return [] }
    defer {
      FcPatternDestroy(pattern)
      FcCharSetDestroy(characters)
    }
    FcCharSetAddChar(characters, scalar.value)
    FcPatternAddString(pattern, FC_FAMILY, family)
    FcPatternAddCharSet(pattern, FC_CHARSET, characters)
    FcPatternAddBool(pattern, FC_SCALABLE, FcBool(1))
    FcConfigSubstitute(nil, pattern, FcMatchPattern)
    FcDefaultSubstitute(pattern)
    var result = FcResultNoMatch
    guard let sorted = FcFontSort(nil, pattern, FcBool(0), nil, &result) else { return [] }
    defer { FcFontSetDestroy(sorted) }
    var outlines: [String] = []
    var pictures: [String] = []
    for index in 0..<Int(sorted.pointee.nfont) {
      guard let font = sorted.pointee.fonts[index], has(scalar, font), let name = name(of: font)
      else { continue }
      var isPicture = FcBool(0)
      FcPatternGetBool(font, FC_COLOR, 0, &isPicture)
      if isPicture == 0 { outlines.append(name) } else { pictures.append(name) }
    }
    return outlines + pictures
  }

  private static func has(_ scalar: Unicode.Scalar, _ font: OpaquePointer) -> Bool {
    var characters: OpaquePointer?
    return FcPatternGetCharSet(font, FC_CHARSET, 0, &characters) == FcResultMatch
      && FcCharSetHasChar(characters, scalar.value) != 0
  }

  private static func name(of font: OpaquePointer) -> String? {
    var name: UnsafeMutablePointer<FcChar8>?
    guard FcPatternGetString(font, FC_FAMILY, 0, &name) == FcResultMatch, let name else {
      return nil
    }
    return String(cString: name)
  }
}
