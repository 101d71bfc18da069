import Foundation
import Testing

/// Imports point down the table of layers in ARCHITECTURE.md.
@Suite struct LayerTests {
  /// The targets of the table, from top to bottom.
  static func layers() throws -> [String] {
    let table =
      try Project.text("ARCHITECTURE.md")
      .components(separatedBy: "## Layers").last?.components(separatedBy: "\n## ").first ?? ""
    return table.split(separator: "\n").filter { $0.hasPrefix("| `") }
      .compactMap { $0.split(separator: "`").dropFirst().first.map { String($0) } }
  }

  @Test func everyTargetHasALayer() throws {
    let layers = try Self.layers()
    let folders = try FileManager.default.contentsOfDirectory(
      atPath: Project.folder.appendingPathComponent("Sources").path)
    // Those in C stand below the table.
    let targets = folders.filter { !$0.hasPrefix("C") || $0 == "Course" }
    #expect(Set(targets) == Set(layers))
  }

  @Test func importsPointDown() throws {
    let layers = try Self.layers()
    for (index, target) in layers.enumerated() {
      let folder = Project.folder.appendingPathComponent("Sources/\(target)")
      let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
      while let file = files?.nextObject() as? URL {
        guard file.pathExtension == "swift" else { continue }
        for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
          guard line.hasPrefix("import "), let other = line.split(separator: " ").last,
            let place = layers.firstIndex(of: String(other))
          else { continue }
          #expect(place > index, "\(target)/\(file.lastPathComponent) imports \(other)")
        }
      }
    }
  }
}
