import Basics

/// Where the bytes of a trace come from, unpacked where they are packed with gzip.
final class ByteSource {
  /// Bytes that were read so far, unpacked.
  private(set) var bytesRead: Int64 = 0
  /// What unpacks them, where they are packed.
  private var gunzip: Gunzip?
  private let raw: RawBytes
  /// Why packed bytes could not be read.
  private let problem = Problem()

  init(_ file: TraceFile) throws(SimulationError) {
    let raw = try RawBytes(file)
    self.raw = raw
    if raw.first == [0x1F, 0x8B] {
      gunzip = Gunzip { [problem] buffer, most in
        do throws(SimulationError) {
          return try raw.read(into: buffer, atMost: most)
        } catch {
          problem.found = error
          return -1
        }
      }
    }
  }

  /// Reads some bytes, `most` of them at most; 0 at the end.
  func read(
    into buffer: UnsafeMutablePointer<UInt8>, atMost most: Int
  ) throws(SimulationError) -> Int {
    let count: Int
    if gunzip != nil {
      do throws(Gunzip.Failure) {
        count = try gunzip?.read(into: buffer, atMost: most) ?? 0
      } catch {
        switch error {
        case .source: throw problem.found ?? .unreadable(path: raw.path, .damaged)
        case .damage: throw .unreadable(path: raw.path, .damaged)
        case .rubbish: throw .unreadable(path: raw.path, .rubbish)
        }
      }
    } else {
      count = try raw.read(into: buffer, atMost: most)
    }
    bytesRead += Int64(count)
    return count
  }
}

/// What is told past a closure that gives numbers alone.
private final class Problem {
  var found: SimulationError?
}
