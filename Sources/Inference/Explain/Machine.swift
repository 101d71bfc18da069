#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Time and memory as the operating system gives them.
public enum Machine {
  /// Seconds on a clock that never goes back.
  public static var now: Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }

  /// Seconds that processors have spent on this process.
  public static var processorTime: Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }

  /// Seconds that this process's threads were ready to run while others had the processors; nil where
  /// the system does not tell.
  public static var timeKeptWaiting: Double? {
    #if canImport(Glibc)
      guard let folder = opendir("/proc/self/task") else { return nil }
      defer { closedir(folder) }
      var sum: Double?
      while let entry = readdir(folder) {
        let name = withUnsafePointer(to: &entry.pointee.d_name) { place in
          place.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        }
        guard name.first?.isNumber == true,
          let file = fopen("/proc/self/task/\(name)/schedstat", "r")
        else { continue }
        defer { fclose(file) }
        // Nanoseconds on a processor, nanoseconds of waiting for one, turns.
        var buffer = [CChar](repeating: 0, count: 128)
        guard fgets(&buffer, 128, file) != nil else { continue }
        let line = String(
          decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let fields = line.split(separator: " ")
        guard fields.count == 3, let waited = Double(fields[1]) else { continue }
        sum = (sum ?? 0) + waited * 1e-9
      }
      return sum
    #else
      return nil
    #endif
  }

  /// Waits for a number of seconds.
  public static func sleep(_ seconds: Double) {
    guard seconds > 0 else { return }
    let whole = min(seconds, 1e9).rounded(.down)
    var time = timespec(tv_sec: Int(whole), tv_nsec: Int((min(seconds, 1e9) - whole) * 1e9))
    nanosleep(&time, nil)
  }

  /// What the processor calls itself; empty where unknown.
  public static var processorName: String {
    #if canImport(Glibc)
      guard let file = fopen("/proc/cpuinfo", "r") else { return "" }
      defer { fclose(file) }
      var buffer = [CChar](repeating: 0, count: 512)
      for _ in 0..<64 {
        guard fgets(&buffer, 512, file) != nil else { return "" }
        let line = String(
          decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        guard line.hasPrefix("model name"), let colon = line.firstIndex(of: ":") else { continue }
        return line[line.index(after: colon)...].split(whereSeparator: { $0.isWhitespace })
          .joined(separator: " ")
      }
      return ""
    #else
      var buffer = [CChar](repeating: 0, count: 512)
      var size = buffer.count
      guard sysctlbyname("machdep.cpu.brand_string", &buffer, &size, nil, 0) == 0 else { return "" }
      return String(
        decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    #endif
  }

  /// Bytes of memory this process holds, shared pages of mapped files included; 0 where unknown.
  public static var residentBytes: Int {
    #if canImport(Glibc)
      guard let file = fopen("/proc/self/statm", "r") else { return 0 }
      defer { fclose(file) }
      var buffer = [CChar](repeating: 0, count: 128)
      guard fgets(&buffer, 128, file) != nil else { return 0 }
      let text = String(
        decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
      let fields = text.split(separator: " ")
      guard fields.count > 1, let pages = Int(fields[1]) else { return 0 }
      return pages * Int(getpagesize())
    #else
      var usage = rusage()
      return getrusage(RUSAGE_SELF, &usage) == 0 ? usage.ru_maxrss : 0
    #endif
  }

  /// The most memory this process has held so far, in bytes; 0 where unknown.
  public static var peakBytes: Int {
    var usage = rusage()
    #if canImport(Glibc)
      guard getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage) == 0 else { return 0 }
      return Int(usage.ru_maxrss) * 1024
    #else
      return getrusage(RUSAGE_SELF, &usage) == 0 ? usage.ru_maxrss : 0
    #endif
  }
}
