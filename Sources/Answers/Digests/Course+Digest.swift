import Basics
import Course
import Diagnostics
import Language

extension Course {
  /// What an exercise's file asks: all of it but what the exercise is called and is worth.
  static func asked(in text: String) -> String {
    var (isHead, isLeftOut) = (false, false)
    var asked: [Substring] = []
    let lines = text.replacingAll("\r\n", with: "\n").split(
      separator: "\n", omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      if line == "---" { isHead = index == 0 }
      if isHead, line.first != " " {
        isLeftOut = ["id:", "was:", "title:", "points:", "attempts:"].contains {
          line.hasPrefix($0)
        }
      }
      if !isHead || !isLeftOut { asked.append(line) }
    }
    return asked.joined(separator: "\n")
  }

  /// A digest of all that decides what is asked and what is right: the exercises' files, the models
  /// of the chapters, the price list, and what variants are drawn with. Prose may change without
  /// another version. 16 hexadecimal digits.
  ///
  /// Files that cannot be read count as empty.
  func digest(salt: String) -> String {
    var parts = [salt]
    for file in chapters {
      // What cannot be read counts as nothing: the digest says what there is, not what is wrong.
      guard let chapter = try? chapter(file).chapter else { continue }
      parts += [chapter.id] + chapter.uses.map { $0.id } + chapter.models.map { $0.span.text }
    }
    for file in exercises {
      // As above.
      parts += [file.chapter, file.id, (try? text(of: file.name)) ?? ""]
    }
    for name in ["prices", "gpus", "models"] {
      // As above. A course without a list has the digest that it had before there were such lists.
      guard let text = try? text(of: "Chapters/\(name).yaml") else {
        if name == "prices" { parts.append("") }
        continue
      }
      parts.append(text)
    }
    // Names decide which units there are.
    if !names.isUsual { parts.append(names.line) }
    return String(SHA256.hex(of: parts.map { $0.replacingAll("\r\n", with: "\n") }).prefix(16))
  }
}
