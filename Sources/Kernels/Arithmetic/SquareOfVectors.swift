/// Sixteen vectors, each a stored property, since the compiler keeps those in registers and would put an array
/// of them into memory.
struct SquareOfVectors {
  private var v0: SIMD16<Float>
  private var v1: SIMD16<Float>
  private var v2: SIMD16<Float>
  private var v3: SIMD16<Float>
  private var v4: SIMD16<Float>
  private var v5: SIMD16<Float>
  private var v6: SIMD16<Float>
  private var v7: SIMD16<Float>
  private var v8: SIMD16<Float>
  private var v9: SIMD16<Float>
  private var v10: SIMD16<Float>
  private var v11: SIMD16<Float>
  private var v12: SIMD16<Float>
  private var v13: SIMD16<Float>
  private var v14: SIMD16<Float>
  private var v15: SIMD16<Float>

  @inline(__always)
  init(_ vector: (_ row: Int) -> SIMD16<Float>) {
    v0 = vector(0)
    v1 = vector(1)
    v2 = vector(2)
    v3 = vector(3)
    v4 = vector(4)
    v5 = vector(5)
    v6 = vector(6)
    v7 = vector(7)
    v8 = vector(8)
    v9 = vector(9)
    v10 = vector(10)
    v11 = vector(11)
    v12 = vector(12)
    v13 = vector(13)
    v14 = vector(14)
    v15 = vector(15)
  }

  @inline(__always)
  func visit(_ body: (_ row: Int, SIMD16<Float>) -> Void) {
    body(0, v0)
    body(1, v1)
    body(2, v2)
    body(3, v3)
    body(4, v4)
    body(5, v5)
    body(6, v6)
    body(7, v7)
    body(8, v8)
    body(9, v9)
    body(10, v10)
    body(11, v11)
    body(12, v12)
    body(13, v13)
    body(14, v14)
    body(15, v15)
  }

  /// Rows become columns.
  ///
  /// An element's place has eight binary digits, four of its row and four of its column. Each round moves
  /// the last of them to the front; four rounds exchange rows and columns.
  var transposed: SquareOfVectors {
    @inline(__always)
    get { rotated.rotated.rotated.rotated }
  }

  private var rotated: SquareOfVectors {
    @inline(__always)
    get {
      let (even0, odd0) = evenAndOdd(v0, v1)
      let (even1, odd1) = evenAndOdd(v2, v3)
      let (even2, odd2) = evenAndOdd(v4, v5)
      let (even3, odd3) = evenAndOdd(v6, v7)
      let (even4, odd4) = evenAndOdd(v8, v9)
      let (even5, odd5) = evenAndOdd(v10, v11)
      let (even6, odd6) = evenAndOdd(v12, v13)
      let (even7, odd7) = evenAndOdd(v14, v15)
      return SquareOfVectors {
        switch $0 {
        case 0: even0
        case 1: even1
        case 2: even2
        case 3: even3
        case 4: even4
        case 5: even5
        case 6: even6
        case 7: even7
        case 8: odd0
        case 9: odd1
        case 10: odd2
        case 11: odd3
        case 12: odd4
        case 13: odd5
        case 14: odd6
        default: odd7
        }
      }
    }
  }
}
