import Figures
import Foundation

/// A colour in CIELAB under D65.
struct Lab: Sendable {
  var lightness: Double
  var a: Double
  var b: Double

  init(_ lightness: Double, _ a: Double, _ b: Double) {
    (self.lightness, self.a, self.b) = (lightness, a, b)
  }

  init(_ color: Color) {
    let (red, green, blue) = color.linear
    // sRGB's primaries to XYZ, each over that of the white of D65.
    let x = (0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047
    let y = 0.2126729 * red + 0.7151522 * green + 0.0721750 * blue
    let z = (0.0193339 * red + 0.1191920 * green + 0.9503041 * blue) / 1.08883
    func f(_ t: Double) -> Double {
      t > 216.0 / 24389 ? cbrt(t) : (24389.0 / 27 * t + 16) / 116
    }
    self.init(116 * f(y) - 16, 500 * (f(x) - f(y)), 200 * (f(y) - f(z)))
  }
}

extension Color {
  fileprivate var linear: (Double, Double, Double) {
    func linear(_ value: Double) -> Double {
      value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
    }
    return (linear(red), linear(green), linear(blue))
  }

  /// As a reader without the middle cones sees it: Machado, Oliveira and Fernandes (2009), severity 1,
  /// on linear light.
  var deuteranopic: Color {
    let (red, green, blue) = linear
    func gamma(_ value: Double) -> Double {
      let value = min(max(value, 0), 1)
      return value <= 0.0031308 ? value * 12.92 : 1.055 * pow(value, 1 / 2.4) - 0.055
    }
    return Color(
      red: gamma(0.367322 * red + 0.860646 * green - 0.227968 * blue),
      green: gamma(0.280085 * red + 0.672501 * green + 0.047413 * blue),
      blue: gamma(-0.011820 * red + 0.042940 * green + 0.968881 * blue))
  }
}

func colorDifference(_ first: Color, _ second: Color) -> Double {
  colorDifference(Lab(first), Lab(second))
}

/// CIEDE2000 with all weights 1, in the notation of Sharma, Wu and Dalal (2005).
func colorDifference(_ first: Lab, _ second: Lab) -> Double {
  func degrees(_ radians: Double) -> Double { radians * 180 / .pi }
  func cosine(_ degrees: Double) -> Double { cos(degrees * .pi / 180) }
  func sine(_ degrees: Double) -> Double { sin(degrees * .pi / 180) }
  func seventh(_ chroma: Double) -> Double { sqrt(pow(chroma, 7) / (pow(chroma, 7) + pow(25, 7))) }

  let meanChroma = (hypot(first.a, first.b) + hypot(second.a, second.b)) / 2
  let stretch = 1 + 0.5 * (1 - seventh(meanChroma))
  func chromaAndHue(_ color: Lab) -> (chroma: Double, hue: Double) {
    let a = color.a * stretch
    let hue = degrees(atan2(color.b, a))
    return (hypot(a, color.b), hue < 0 ? hue + 360 : hue)
  }
  let (c1, h1) = chromaAndHue(first)
  let (c2, h2) = chromaAndHue(second)
  let isGrey = c1 * c2 == 0

  var hueStep = isGrey ? 0 : h2 - h1
  if hueStep > 180 { hueStep -= 360 }
  if hueStep < -180 { hueStep += 360 }
  var hue = h1 + h2
  if !isGrey {
    if (h1 - h2).magnitude > 180 { hue += hue < 360 ? 360 : -360 }
    hue /= 2
  }
  let (dL, dC) = (second.lightness - first.lightness, c2 - c1)
  let dH = 2 * sqrt(c1 * c2) * sine(hueStep / 2)
  let (lightness, chroma) = ((first.lightness + second.lightness) / 2, (c1 + c2) / 2)
  let t =
    1 - 0.17 * cosine(hue - 30) + 0.24 * cosine(2 * hue) + 0.32 * cosine(3 * hue + 6)
    - 0.20 * cosine(4 * hue - 63)
  let square = (lightness - 50) * (lightness - 50)
  let sL = 1 + 0.015 * square / sqrt(20 + square)
  let sC = 1 + 0.045 * chroma
  let sH = 1 + 0.015 * chroma * t
  let turn = 30 * exp(-((hue - 275) / 25) * ((hue - 275) / 25))
  let rotation = -sine(2 * turn) * 2 * seventh(chroma)
  let (l, c, h) = (dL / sL, dC / sC, dH / sH)
  return sqrt(l * l + c * c + h * h + rotation * c * h)
}
