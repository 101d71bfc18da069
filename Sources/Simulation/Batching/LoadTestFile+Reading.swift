import Basics

extension LoadTestFile {
  /// The text of a file.
  static func content(
    _ source: ByteSource, _ path: String
  ) throws(SimulationError) -> String {
    var bytes: [UInt8] = []
    let size = 65_536
    let buffer = UnsafeMutablePointer<UInt8>.allocate(capacity: size)
    defer { buffer.deallocate() }
    while true {
      let count = try source.read(into: buffer, atMost: size)
      if count == 0 { break }
      bytes += UnsafeBufferPointer(start: buffer, count: count)
      if bytes.count > mostBytes {
        throw .unreadable(path: path, .nothing("it is larger than 4 MB"))
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The lines of a table, the names of its columns first: of CSV, or of JSON, an object for each
  /// row, as benchmarks write them.
  static func rows(_ content: String, of path: String) throws(SimulationError) -> [[String]] {
    let first = content.utf8.first { $0 > 0x20 && $0 != 0xEF && $0 != 0xBB && $0 != 0xBF }
    if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") {
      return try objects(content, of: path)
    }
    do throws(CSV.OpenQuote) {
      return try CSV.rows(content).map { $0.cells }
    } catch {
      throw .unreadable(path: path, .nothing("a quote is opened and never closed"))
    }
  }

  /// A list of objects, one object, or one on each line; the first has the names of the columns.
  private static func objects(
    _ content: String, of path: String
  ) throws(SimulationError) -> [[String]] {
    var limits = JSONLimits(bytes: mostBytes)
    limits.keepsDigits = true
    let whole = Array(content.utf8)
    // What is no JSON as a whole may be so line by line, and is told by its line.
    let values: [JSON]
    if let value = try? JSONReader.read(whole, limits: limits) {
      values = value.asList ?? [value]
    } else {
      var found: [JSON] = []
      for (number, line) in whole.split(separator: 0x0A, omittingEmptySubsequences: false)
        .enumerated() where !line.allSatisfy({ $0 <= 0x20 })
      {
        do throws(JSONProblem) {
          found.append(try JSONReader.read(Array(line), limits: limits))
        } catch {
          throw .unreadable(
            path: path, .nothing("line \(number + 1) is no JSON: \(error.reason.words)"))
        }
      }
      values = found
    }
    guard case .object(let members)? = values.first else {
      throw .unreadable(path: path, .nothing("its JSON holds no objects"))
    }
    let names = members.map { $0.key }
    return [names]
      + values.map { value in
        names.map { name in
          switch value.member(name) {
          case .number?, .digits?: value.member(name)?.text ?? ""
          case .string(let text)?: text
          default: ""
          }
        }
      }
  }
}
