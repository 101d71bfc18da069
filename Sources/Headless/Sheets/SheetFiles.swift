import Diagnostics
import Foundation

/// Reads sheets and what they use, each file once.
///
/// A sheet uses files of its own folder and below: no path leads out of it.
struct SheetFiles {
  /// How many files a sheet may use, all told.
  static let most = 64
  /// Bytes that a sheet may have.
  static let largest = 8 << 20

  private let folder: String
  /// What was read, in the order in which it counts: what is used first.
  private(set) var sheets: [Sheet] = []
  /// Paths on the way to the file that is read, and those that were read.
  private var way: [String] = []
  private var known: Set<String> = []
  private(set) var problems: [Diagnostic] = []

  /// The text of the sheet that is opened, where an editor has one that is not saved.
  private let draft: String?

  /// - Parameter path: of the sheet that is opened.
  init(_ path: String, draft: String? = nil) throws(Diagnostic) {
    let url = URL(fileURLWithPath: path)
    folder = url.deletingLastPathComponent().path
    self.draft = draft
    try read(url.lastPathComponent, shownAs: path, at: nil)
  }

  private mutating func read(
    _ name: String, shownAs shown: String, at place: SourceSpan?
  ) throws(Diagnostic) {
    if way.contains(name) {
      let ring = (way.drop { $0 != name } + [name]).joined(separator: " → ")
      throw Diagnostic(.ring, "These sheets use each other: \(ring).", at: place)
        .label("is being read already")
    }
    guard known.insert(name).inserted else { return }
    guard known.count <= SheetFiles.most else {
      throw Diagnostic(.tooLarge, "A sheet uses at most \(SheetFiles.most) files.", at: place)
    }
    if let place { try checkInside(name, at: place) }
    way.append(name)
    defer { way.removeLast() }
    let sheet = Sheet(
      place == nil && draft != nil
        ? Source(name: shown, draft ?? "")
        : try SheetFiles.text(folder + "/" + name, as: shown, at: place))
    for line in sheet.lines {
      guard case .use(let path, let span) = line.form else { continue }
      do throws(Diagnostic) {
        try read(try resolved(path, beside: name, at: span), shownAs: beside(shown, path), at: span)
      } catch {
        problems.append(error.placed(at: span))
      }
    }
    sheets.append(sheet)
  }

  /// The path within the folder that a sheet means.
  private func resolved(
    _ path: String, beside name: String, at span: SourceSpan
  ) throws(Diagnostic) -> String {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    let isInside =
      !path.isEmpty && parts.allSatisfy { !["", ".", ".."].contains($0) }
      && !path.contains("\\") && !path.contains("\0")
    guard isInside else {
      throw Diagnostic(.unreadable, "A sheet uses files of its own folder.", at: span)
        .label("leads out of it, or is no name of a file")
    }
    guard let slash = name.lastIndex(of: "/") else { return path }
    return name[...slash] + path
  }

  /// A link must not lead out of the folder either.
  private func checkInside(_ name: String, at place: SourceSpan) throws(Diagnostic) {
    func real(_ path: String) -> String {
      URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    }
    guard real(folder + "/" + name).hasPrefix(real(folder) + "/") || real(folder) == "/" else {
      throw Diagnostic(.unreadable, "A sheet uses files of its own folder.", at: place)
        .label("a link that leads out of it")
    }
  }

  private func beside(_ shown: String, _ path: String) -> String {
    guard let slash = shown.lastIndex(of: "/") else { return path }
    return shown[...slash] + path
  }

  private static func text(
    _ path: String, as name: String, at place: SourceSpan?
  ) throws(Diagnostic) -> Source {
    var about = stat()
    guard stat(path, &about) == 0, about.st_mode & S_IFMT == S_IFREG,
      let bytes = FileManager.default.contents(atPath: path)
    else {
      throw Diagnostic(.unreadable, "The file \(name) cannot be read.", at: place)
        .note("It must be a file that you may read.")
    }
    guard bytes.count <= largest else {
      throw Diagnostic(.tooLarge, "The file \(name) is larger than 8 MiB.", at: place)
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw Diagnostic(.notText, "The file \(name) is not UTF-8 text.", at: place)
    }
    return Source(name: name, text)
  }
}
