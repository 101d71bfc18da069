import Basics

/// Arithmetic on whole columns of samples, in loops that a compiler turns into vector instructions.
/// Whether all results are numbers is found on the way: a number less itself is zero, and nothing else
/// is.
enum Columns {
  /// Numbers, and whether all of them are within what numbers reach.
  typealias Made = (samples: [Double], isFinite: Bool)

  @inline(__always)
  static func map(_ column: [Double], _ operation: (Double) -> Double) -> Made {
    var others: UInt64 = 0
    let samples = [Double](unsafeUninitializedCapacity: column.count) { buffer, count in
      column.withUnsafeBufferPointer { column in
        for place in 0..<column.count {
          let number = operation(column[place])
          buffer[place] = number
          others |= (number - number).bitPattern
        }
      }
      count = column.count
    }
    return (samples, others == 0)
  }

  @inline(__always)
  static func map(
    _ left: [Double], _ right: [Double], _ operation: (Double, Double) -> Double
  ) -> Made {
    var others: UInt64 = 0
    let size = min(left.count, right.count)
    let samples = [Double](unsafeUninitializedCapacity: size) { buffer, count in
      left.withUnsafeBufferPointer { left in
        right.withUnsafeBufferPointer { right in
          for place in 0..<size {
            let number = operation(left[place], right[place])
            buffer[place] = number
            others |= (number - number).bitPattern
          }
        }
      }
      count = size
    }
    return (samples, others == 0)
  }

  /// Numbers that are made of all of a column at once.
  static func filled(
    _ column: [Double], _ fill: (UnsafePointer<Double>?, UnsafeMutablePointer<Double>?, Int) -> Void
  ) -> [Double] {
    [Double](unsafeUninitializedCapacity: column.count) { buffer, count in
      column.withUnsafeBufferPointer { fill($0.baseAddress, buffer.baseAddress, $0.count) }
      count = column.count
    }
  }

  /// What a condition is for each pair.
  @inline(__always)
  static func compare(
    _ left: [Double], _ right: [Double], _ condition: (Double, Double) -> Bool
  ) -> [Bool] {
    let size = min(left.count, right.count)
    return [Bool](unsafeUninitializedCapacity: size) { buffer, count in
      left.withUnsafeBufferPointer { left in
        right.withUnsafeBufferPointer { right in
          for place in 0..<size { buffer[place] = condition(left[place], right[place]) }
        }
      }
      count = size
    }
  }

  /// Whether a condition holds for any; all are looked at, many at a time.
  @inline(__always)
  static func have(_ column: [Double], _ condition: (Double) -> Bool) -> Bool {
    var found: UInt64 = 0
    column.withUnsafeBufferPointer { column in
      for place in 0..<column.count { found |= condition(column[place]) ? 1 : 0 }
    }
    return found != 0
  }

  /// Whether all are numbers within what numbers reach.
  static func areFinite(_ column: [Double]) -> Bool {
    var others: UInt64 = 0
    column.withUnsafeBufferPointer { column in
      for place in 0..<column.count { others |= (column[place] - column[place]).bitPattern }
    }
    return others == 0
  }

  /// The sums, place by place; exactly 0 where all but the last bits cancel.
  static func sums(_ left: [Double], _ right: [Double]) -> Made {
    // Nothing cancels between numbers of one sign, which is looked at on the way.
    if let first = left.first, let other = right.first, (first < 0) == (other < 0) {
      var signs: UInt64 = 0
      let made = map(left, right) {
        signs |= $0.bitPattern ^ $1.bitPattern
        return $0 + $1
      }
      if signs >> 63 == 0 { return made }
    }
    return map(left, right) { $0.plus($1) }
  }
}
