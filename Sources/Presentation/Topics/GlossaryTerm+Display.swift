import Course
import Display

extension GlossaryTerm {
  /// The entry as a learner reads it: names, meaning, the lesson that teaches it, what to read next.
  /// - Parameter title: the title of that lesson, if there is such a lesson.
  public func display(taughtIn title: String?) -> Display {
    var head = Text(name.text, .name)
    if !otherNames.isEmpty {
      head = head + Text("  also \(otherNames.map { $0.text }.joined(separator: ", "))", .muted)
    }
    var blocks: [Block] = [.paragraph(head)]
    blocks += text.display { Text($0.formula.text, .code) }
    if let title, let lesson {
      blocks.append(
        .paragraph(
          Text("Taught in “\(title)”: ", .muted) + Text("goto \(lesson.id)", .input)))
    }
    if !related.isEmpty {
      let lines = related.map { Text("help \($0.text)", .input) }
      blocks.append(
        .paragraph(Text("See also: ", .muted) + Text.joined(lines, by: Text(" · ", .muted))))
    }
    return Display(blocks)
  }
}
