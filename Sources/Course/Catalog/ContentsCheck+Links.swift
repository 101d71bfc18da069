import Diagnostics
import Foundation

extension ContentsCheck {
  /// The links of a file that lead nowhere. Those into the web are not followed.
  /// - Parameters:
  ///   - name: the file's path within the course.
  ///   - anchors: what a link within the file may lead to.
  func links(_ markups: [Markup], in name: String, anchors: Set<String>) -> [Diagnostic] {
    markups.flatMap { $0.destinations }.compactMap { destination, span in
      problem(destination, name, anchors).map { message, near in
        Diagnostic(.brokenLink, message, at: span).label(near.map { "\($0)?" } ?? "leads nowhere")
      }
    }
  }

  private func problem(
    _ destination: String, _ name: String, _ anchors: Set<String>
  ) -> (message: String, near: String?)? {
    if let scheme = scheme(destination) {
      guard !["http", "https", "mailto"].contains(scheme) else { return nil }
      return ("Links of the kind \(scheme): are not followed.", nil)
    }
    let parts = destination.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
    let path = parts.first.map { $0.removingPercentEncoding ?? String($0) } ?? ""
    let anchor = parts.count > 1 ? parts[1].removingPercentEncoding ?? String(parts[1]) : nil
    if path.isEmpty {
      guard let anchor, !anchors.contains(anchor) else {
        return destination.isEmpty ? ("The link has no destination.", nil) : nil
      }
      return ("There is no lesson “\(anchor)” here.", closest(to: anchor, among: anchors))
    }
    guard let target = ContentsCheck.resolve(path, from: name) else {
      return ("The link leads out of the course.", nil)
    }
    guard FileManager.default.fileExists(atPath: course.folder + "/" + target) else {
      let known = (course.chapters.map { $0.name } + course.exercises.map { $0.name })
      let near = closest(to: target, among: known)
      return ("There is no file “\(path)”.", near)
    }
    guard let anchor, let other = contents.chapters.first(where: { $0.file.name == target }) else {
      return nil
    }
    let known = other.chapter.anchors
    guard !known.contains(anchor) else { return nil }
    return ("\(target) has no lesson “\(anchor)”.", closest(to: anchor, among: known))
  }

  private func scheme(_ destination: String) -> String? {
    let word = destination.prefix { $0 != ":" && $0 != "/" && $0 != "#" && $0 != "?" }
    guard word.endIndex < destination.endIndex, destination[word.endIndex] == ":",
      let first = word.first, first.isASCII, first.isLetter
    else { return nil }
    return word.lowercased()
  }

  /// A path relative to a file's folder as a path within the course; nil where it leads out of it.
  static func resolve(_ path: String, from name: String) -> String? {
    guard !path.hasPrefix("/") else { return nil }
    var folders = name.split(separator: "/").dropLast().map(String.init)
    for part in path.split(separator: "/") {
      switch part {
      case ".": break
      case "..":
        guard folders.popLast() != nil else { return nil }
      default: folders.append(String(part))
      }
    }
    return folders.joined(separator: "/")
  }
}

extension Chapter {
  /// What a link may lead to: lessons by their ids, and smaller headings as Git hosts name them.
  var anchors: Set<String> {
    markups.reduce(into: Set(lessons.map { $0.id })) { $0.formUnion($1.headingSlugs) }
  }
}

extension Exercise {
  var anchors: Set<String> {
    markups.reduce(into: ["solution"]) { $0.formUnion($1.headingSlugs) }
  }
}

extension Markup {
  fileprivate var headingSlugs: [String] {
    var found: [String] = []
    visitBlocks { block in
      guard case .heading(let inlines, _) = block.form else { return }
      found.append(slug(inlines.map { $0.plain }.joined()))
    }
    return found
  }
}
