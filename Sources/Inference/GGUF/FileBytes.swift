import CFileGuard

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The bytes of a file, mapped read-only, or a copy of bytes in memory. Whoever else writes to the
/// file meanwhile can change them, or cut them short: then they read as zeros and `isDamaged` tells.
public final class FileBytes: @unchecked Sendable {
  let base: UnsafeRawPointer
  /// Bytes in all.
  public let count: Int
  private let mapped: Bool
  /// The number under which the mapping is watched over.
  private let guardNumber: Int32

  /// Whether a part of the file was gone when it was to be read.
  public var isDamaged: Bool { file_guard_is_damaged(guardNumber) }

  /// Throws `.cannotRead` where a part of the file was gone when it was to be read.
  func checkIntact() throws(InferenceError) {
    if isDamaged {
      throw InferenceError(.cannotRead, "file", .cutShort)
    }
  }

  /// A copy of the first bytes, at most so many.
  public func prefix(_ most: Int) -> [UInt8] {
    Array(UnsafeRawBufferPointer(start: base, count: min(max(0, most), count)))
  }

  /// Maps the file at `path`. Throws `.cannotRead`.
  public init(path: String) throws(InferenceError) {
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else {
      throw InferenceError(.cannotRead, path, .closed(String(cString: strerror(errno))))
    }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw InferenceError(.cannotRead, path, .noFile)
    }
    guard status.st_size > 0 else { throw InferenceError(.malformed, path, .empty) }
    count = Int(status.st_size)
    guard let address = mmap(nil, count, PROT_READ, MAP_PRIVATE, file, 0), address != MAP_FAILED
    else {
      throw InferenceError(.cannotRead, path, .unmappable)
    }
    guardNumber = file_guard_watch(address, count)
    guard guardNumber >= 0 else {
      munmap(address, count)
      throw InferenceError(.cannotRead, path, .tooManyFiles)
    }
    base = UnsafeRawPointer(address)
    mapped = true
  }

  /// Copies `bytes`.
  public init(_ bytes: [UInt8]) {
    let copy = UnsafeMutableRawPointer.allocate(byteCount: max(bytes.count, 1), alignment: 64)
    bytes.withUnsafeBytes {
      UnsafeMutableRawBufferPointer(start: copy, count: bytes.count)
        .copyBytes(from: $0)
    }
    base = UnsafeRawPointer(copy)
    count = bytes.count
    mapped = false
    guardNumber = -1
  }

  deinit {
    file_guard_end(guardNumber)
    if mapped { munmap(UnsafeMutableRawPointer(mutating: base), count) } else { base.deallocate() }
  }

  /// Lets the system take back the memory that holds these bytes; they can be read again from disk.
  func release(offset: Int, count: Int) {
    guard mapped else { return }
    let page = Int(getpagesize())
    let start = (offset + page - 1) / page * page
    let end = (offset + count) / page * page
    guard end > start else { return }
    madvise(UnsafeMutableRawPointer(mutating: base + start), end - start, MADV_DONTNEED)
  }

  /// Asks the system to forget its cached copy of the file at `path`, so that the next load reads
  /// the disk. Returns false where the system has no way to.
  public static func dropPageCache(path: String) -> Bool {
    #if canImport(Glibc)
      let file = open(path, O_RDONLY | O_CLOEXEC)
      guard file >= 0 else { return false }
      defer { close(file) }
      // Only what the disk has can be forgotten.
      return fdatasync(file) == 0 && posix_fadvise(file, 0, 0, POSIX_FADV_DONTNEED) == 0
    #else
      return false
    #endif
  }

  /// The share of a file that the system holds in memory, 0 to 1; nil where it does not say.
  public static func residentShare(path: String) -> Double? {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0, status.st_size > 0 else { return nil }
    let size = Int(status.st_size)
    guard let address = mmap(nil, size, PROT_READ, MAP_PRIVATE, file, 0), address != MAP_FAILED
    else { return nil }
    defer { munmap(address, size) }
    let page = Int(getpagesize())
    #if canImport(Glibc)
      var pages = [UInt8](repeating: 0, count: (size + page - 1) / page)
    #else
      var pages = [CChar](repeating: 0, count: (size + page - 1) / page)
    #endif
    guard mincore(address, size, &pages) == 0 else { return nil }
    return Double(pages.count(where: { $0 & 1 != 0 })) / Double(pages.count)
  }
}
