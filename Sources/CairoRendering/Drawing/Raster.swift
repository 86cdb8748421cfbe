/// A picture in memory: 8-bit RGB rows without gaps.
package struct Raster {
  package var width: Int
  package var height: Int
  package var rgb: [UInt8]

  package init(width: Int, height: Int, rgb: [UInt8]) {
    self.width = width
    self.height = height
    self.rgb = rgb
  }
}
