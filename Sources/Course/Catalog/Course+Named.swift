import Foundation

extension Course {
  /// The files of the course that a text names: by its links and pictures, and in quotes, as in
  /// `trace("requests.csv")`. Paths within the course; nothing hidden, and no link out of it.
  /// - Parameters:
  ///   - name: the path of the text's file within the course.
  ///   - markups: its prose.
  public func filesNamed(in text: String, of name: String, _ markups: [Markup]) -> Set<String> {
    var paths = markups.flatMap { $0.destinations }.compactMap { destination, _ -> String? in
      let path = destination.prefix { $0 != "#" }
      return ContentsCheck.resolve(path.removingPercentEncoding ?? String(path), from: name)
    }
    for line in text.split(whereSeparator: { $0.isNewline }) {
      let parts = line.split(separator: "\"", omittingEmptySubsequences: false)
      for (index, part) in parts.enumerated() where index % 2 == 1 && part.utf8.count < 1000 {
        paths += [ContentsCheck.resolve(String(part), from: name), String(part)].compactMap { $0 }
      }
    }
    return Set(paths.filter(isOwnFile))
  }

  /// Whether a path is that of a regular file within the course.
  private func isOwnFile(_ path: String) -> Bool {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    guard !path.isEmpty, !parts.contains(where: { $0.isEmpty || $0.hasPrefix(".") }) else {
      return false
    }
    let place = folder + "/" + path
    // What cannot be looked at is no file to copy.
    let about = try? FileManager.default.attributesOfItem(atPath: place)
    guard about?[.type] as? FileAttributeType == .typeRegular else { return false }
    func real(_ path: String) -> String {
      URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    }
    return real(place) == real(folder) + "/" + path
  }

  /// The path of the price file within the course; nil where it has none.
  public var pricesName: String? {
    let name = "Chapters/" + Course.priceFileName
    return FileManager.default.fileExists(atPath: folder + "/" + name) ? name : nil
  }

  /// The paths of the lists of GPUs and models within the course, of those that there are.
  public var machineNames: [String] {
    [MachineCatalog.gpuFileName, MachineCatalog.modelFileName].map { "Chapters/" + $0 }
      .filter { FileManager.default.fileExists(atPath: folder + "/" + $0) }
  }

  /// The path of the model that comes with the course, within it; nil where it has none.
  public var modelName: String? {
    let name = Course.modelPath(in: ".").dropFirst(2)
    return FileManager.default.fileExists(atPath: folder + "/" + name) ? String(name) : nil
  }

  /// The path of the glossary within the course; nil where it has none.
  public var glossaryFile: String? { glossaryPath.map { _ in Course.glossaryName } }
}
