import Foundation
import Networks

/// Multi-head attention between projected queries, keys and values of one image.
package enum Attention {
  /// o_i = sum_j weight_ij v_j in each head.
  ///
  /// - Parameters:
  ///   - query, key, value: [L, D]; head h is the block of d columns that begins at h d.
  ///   - width: D.
  ///   - heads: H.
  /// - Returns: [L, D], the heads joined again.
  package static func forward(
    query: [Double], key: [Double], value: [Double], width: Int, heads: Int, kind: AttentionKind
  ) -> [Double] {
    let tokens = query.count / width
    let headWidth = width / heads
    var output = [Double](repeating: 0, count: query.count)
    for head in 0..<heads {
      for i in 0..<tokens {
        let weights = AttentionWeights.forward(
          logits(query, key, i: i, head: head, width: width, heads: heads), kind: kind)
        for j in 0..<tokens {
          for c in head * headWidth..<(head + 1) * headWidth {
            output[i * width + c] += weights[j] * value[j * width + c]
          }
        }
      }
    }
    return output
  }

  /// Gradients by query, key and value, each [L, D].
  ///
  /// - Parameter dy: [L, D], the gradient by the output of `forward`.
  package static func backward(
    query: [Double], key: [Double], value: [Double], width: Int, heads: Int, kind: AttentionKind,
    dy: [Double]
  ) -> (query: [Double], key: [Double], value: [Double]) {
    let tokens = query.count / width
    let headWidth = width / heads
    let scale = 1 / Double(headWidth).squareRoot()
    var dQuery = [Double](repeating: 0, count: query.count)
    var dKey = [Double](repeating: 0, count: query.count)
    var dValue = [Double](repeating: 0, count: query.count)
    for head in 0..<heads {
      let columns = head * headWidth..<(head + 1) * headWidth
      for i in 0..<tokens {
        let logits = logits(query, key, i: i, head: head, width: width, heads: heads)
        let weights = AttentionWeights.forward(logits, kind: kind)
        // output_i = sum_j weights_j value_j.
        var dWeights = [Double](repeating: 0, count: tokens)
        for j in 0..<tokens {
          for c in columns {
            dWeights[j] += dy[i * width + c] * value[j * width + c]
            dValue[j * width + c] += weights[j] * dy[i * width + c]
          }
        }
        let dLogits = AttentionWeights.backward(logits, kind: kind, dWeights: dWeights)
        // logits_j = query_i . key_j / sqrt(d).
        for j in 0..<tokens {
          for c in columns {
            dQuery[i * width + c] += dLogits[j] * scale * key[j * width + c]
            dKey[j * width + c] += dLogits[j] * scale * query[i * width + c]
          }
        }
      }
    }
    return (dQuery, dKey, dValue)
  }

  /// q_i.k_j / sqrt(d) in one head, for every key j: [L].
  package static func logits(
    _ query: [Double], _ key: [Double], i: Int, head: Int, width: Int, heads: Int
  ) -> [Double] {
    let headWidth = width / heads
    return (0..<key.count / width).map { j in
      var product = 0.0
      for c in head * headWidth..<(head + 1) * headWidth {
        product += query[i * width + c] * key[j * width + c]
      }
      return product / Double(headWidth).squareRoot()
    }
  }
}
