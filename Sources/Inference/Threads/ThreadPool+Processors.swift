import CInferenceKernels

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

extension ThreadPool {
  /// The most threads that an engine takes.
  static let most = 256

  /// The processors that this thread may use, 1...256: those that are online, less where the process
  /// is bound to some of them or its control group may use only so much time.
  public static var processors: Int {
    var count = Int(ik_processors())
    if count == 0 { count = Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))) }
    #if canImport(Glibc)
      if let quota = quota(timeOfControlGroup()) { count = min(count, quota) }
    #endif
    return min(max(count, 1), most)
  }

  /// The processors' worth of time in the words of Linux's `cpu.max`, rounded up: "150000 100000" is
  /// 150 ms of every 100 ms; nil for "max 100000".
  static func quota(_ text: String) -> Int? {
    let numbers = text.split { $0.isWhitespace }.map { Int($0) }
    guard numbers.count == 2, let time = numbers[0], let period = numbers[1], time > 0, period > 0
    else { return nil }
    return (time - 1) / period + 1
  }

  #if canImport(Glibc)
    /// What `cpu.max` says of this process, or nothing.
    private static func timeOfControlGroup() -> String {
      let file = open("/sys/fs/cgroup/cpu.max", O_RDONLY | O_CLOEXEC)
      guard file >= 0 else { return "" }
      defer { close(file) }
      var bytes = [UInt8](repeating: 0, count: 64)
      let count = read(file, &bytes, bytes.count)
      return count > 0 ? String(decoding: bytes[..<count], as: UTF8.self) : ""
    }
  #endif
}
