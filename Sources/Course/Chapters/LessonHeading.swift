/// The heading of a lesson: its title and id.
struct LessonHeading {
  var title: String
  /// Given by the author as {#id}.
  var explicitID: String?
  /// Ids that the lesson had before, given as {#id was: old, older}.
  var was: [String] = []
  var id: String

  /// - Parameter text: what follows the ##.
  init(_ text: String, number: Int) {
    var words = Substring(text)
    while words.last?.isWhitespace == true { words.removeLast() }
    if words.hasSuffix("}"), let open = words.lastIndex(of: "{"),
      words[open...].hasPrefix("{#")
    {
      let parts = words[open...].dropFirst(2).dropLast().split { ", ".contains($0) }
      explicitID = parts.first.map(String.init) ?? ""
      if parts.dropFirst().first == "was:" {
        was = parts.dropFirst(2).map(String.init)
      } else if parts.count > 1 {
        // What follows an id without was: is a mistake in it, and told as one.
        explicitID = String(words[open...].dropFirst(2).dropLast())
      }
      words = words[..<open]
    }
    title = words.split(whereSeparator: { $0.isWhitespace }).joined(separator: " ")
    let id = explicitID ?? slug(title)
    self.id = id.isEmpty ? "lesson-\(number)" : id
  }
}
