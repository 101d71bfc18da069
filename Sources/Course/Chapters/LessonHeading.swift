/// The heading of a lesson: its title and id.
struct LessonHeading {
  var title: String
  /// Given by the author as {#id}.
  var explicitID: String?
  var id: String

  /// - Parameter text: what follows the ##.
  init(_ text: String, number: Int) {
    var words = Substring(text)
    while words.last?.isWhitespace == true { words.removeLast() }
    if words.hasSuffix("}"), let open = words.lastIndex(of: "{"),
      words[open...].hasPrefix("{#")
    {
      explicitID = String(words[open...].dropFirst(2).dropLast())
      words = words[..<open]
    }
    title = words.split(whereSeparator: { $0.isWhitespace }).joined(separator: " ")
    let id = explicitID ?? slug(title)
    self.id = id.isEmpty ? "lesson-\(number)" : id
  }
}
