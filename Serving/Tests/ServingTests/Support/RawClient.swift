import Basics
import Foundation

#if canImport(Glibc)
  import Glibc
#endif

/// A connection that writes and reads bytes, and knows as much of HTTP as a test wants.
final class RawClient {
  let descriptor: Int32
  private var buffer: [UInt8] = []

  struct Answer {
    var status = 0
    var headers: [String: String] = [:]
    var body = ""

    var json: JSON? { try? JSONReader.read(Array(body.utf8), limits: JSONLimits(bytes: 1 << 24)) }
  }

  init(_ port: UInt16, patience: Int = 60) throws {
    #if canImport(Glibc)
      descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    #else
      descriptor = socket(AF_INET, SOCK_STREAM, 0)
    #endif
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    var time = timeval(tv_sec: patience, tv_usec: 0)
    setsockopt(
      descriptor, SOL_SOCKET, SO_RCVTIMEO, &time, socklen_t(MemoryLayout<timeval>.size))
    let failed = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard failed == 0 else { throw Failure("connect: \(String(cString: strerror(errno)))") }
  }

  deinit { close(descriptor) }

  func write(_ text: String) {
    let bytes = Array(text.utf8)
    var done = 0
    while done < bytes.count {
      let put = bytes.withUnsafeBytes {
        #if canImport(Glibc)
          send(descriptor, $0.baseAddress! + done, bytes.count - done, Int32(MSG_NOSIGNAL))
        #else
          send(descriptor, $0.baseAddress! + done, bytes.count - done, 0)
        #endif
      }
      guard put > 0 else { return }
      done += put
    }
  }

  /// The next byte; nil at the end, or after the patience.
  func byte() -> UInt8? {
    if buffer.isEmpty {
      var chunk = [UInt8](repeating: 0, count: 4096)
      let got = recv(descriptor, &chunk, chunk.count, 0)
      guard got > 0 else { return nil }
      buffer = Array(chunk.prefix(got))
    }
    return buffer.removeFirst()
  }

  /// A line without its end; nil at the end.
  func line() -> String? {
    var bytes: [UInt8] = []
    while let byte = byte() {
      if byte == 10 {
        return String(decoding: bytes.last == 13 ? bytes.dropLast() : bytes[...], as: UTF8.self)
      }
      bytes.append(byte)
    }
    return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self)
  }

  private func read(_ count: Int) -> String {
    var bytes: [UInt8] = []
    while bytes.count < count, let byte = byte() { bytes.append(byte) }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Status and headers of the next answer.
  func head() throws -> Answer {
    var answer = Answer()
    guard let first = line(), first.hasPrefix("HTTP/1.1 "),
      let status = Int(first.dropFirst(9).prefix(3))
    else { throw Failure("no answer") }
    answer.status = status
    while let line = line(), !line.isEmpty {
      let parts = line.split(separator: ":", maxSplits: 1)
      answer.headers[parts[0].lowercased()] = parts.last.map {
        String($0.drop { $0 == " " })
      }
    }
    return answer
  }

  /// The next chunk of a stream; nil at its end.
  func chunk() -> String? {
    guard let size = line().flatMap({ Int($0, radix: 16) }) else { return nil }
    let text = read(size)
    _ = line()
    return size > 0 ? text : nil
  }

  func answer() throws -> Answer {
    var answer = try head()
    if answer.headers["transfer-encoding"] == "chunked" {
      while let chunk = chunk() { answer.body += chunk }
    } else {
      answer.body = read(answer.headers["content-length"].flatMap { Int($0) } ?? 0)
    }
    return answer
  }

  func get(_ path: String) throws -> Answer {
    write("GET \(path) HTTP/1.1\r\nHost: localhost\r\n\r\n")
    return try answer()
  }

  func ask(_ path: String, _ body: String, _ headers: [String] = []) {
    write(
      (["POST \(path) HTTP/1.1", "Host: localhost", "Content-Length: \(body.utf8.count)"] + headers)
        .joined(separator: "\r\n") + "\r\n\r\n" + body)
  }

  func post(_ path: String, _ body: String, _ headers: [String] = []) throws -> Answer {
    ask(path, body, headers)
    return try answer()
  }
}
