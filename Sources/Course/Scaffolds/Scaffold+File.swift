import Diagnostics
import Language

extension Scaffold {
  /// A new file: where it goes and what stands in it.
  public struct File: Sendable {
    /// Where the file goes, within the course.
    public let path: String
    /// What stands in it.
    public let text: String
  }

  /// A chapter after those that the course already has.
  /// - Parameter course: nil where the folder is no course yet.
  public static func chapterFile(
    id: String, in folder: String, of course: Course?
  ) throws(Diagnostic) -> File {
    try check(id, offering: { "gpulearn new chapter \($0)" })
    // A chapter that cannot be read takes no id away; check tells of it.
    let heads = course?.chapters.compactMap { try? course?.head(of: $0) } ?? []
    guard !heads.contains(where: { $0.id == id }) else {
      throw Diagnostic(.duplicateName, "There is a chapter “\(id)” already.")
        .try("gpulearn new chapter \(id)-2")
    }
    let number = (course?.chapters.map { $0.number }.max() ?? 0) + 1
    let digits = number < 10 ? "0\(number)" : "\(number)"
    return File(
      path: "\(folder)/Chapters/\(digits)-\(id).md",
      text: chapter(id: id, in: course?.names ?? .usual))
  }

  /// An exercise of a chapter.
  /// - Parameter course: where its models are, for the kinds that need one; nil where the folder is
  ///   no course yet.
  /// - Throws: `bad-name`; `not-found` where the kind needs a model and the chapter has none to try.
  public static func exerciseFile(
    id: String, kind: Exercise.Kind = .number, chapter: String, in folder: String,
    of course: Course? = nil
  ) throws(Diagnostic) -> File {
    try check(id, offering: { "gpulearn new exercise \(chapter)/\($0)" })
    try check(chapter, offering: { "gpulearn new exercise \($0)/\(id)" })
    // As above.
    let chapters = course?.chapters.compactMap { try? course?.head(of: $0).id } ?? []
    guard chapters.isEmpty || chapters.contains(chapter) else {
      throw Diagnostic(.notFound, "There is no chapter “\(chapter)” for the exercise.")
        .note("The course has \(chapters.joined(separator: ", ")).")
        .try(
          closest(to: chapter, among: chapters).map { "gpulearn new exercise \($0)/\(id)" }
            ?? "gpulearn new chapter \(chapter)")
    }
    var model: ModelExample?
    if kind == .goal || kind == .predict {
      model = ModelExample(of: chapter, in: course)
      if model == nil {
        throw Diagnostic(
          .notFound, "The chapter “\(chapter)” has no model to set something in."
        )
        .note("It needs one with a parameter that has a number, and a result.")
        .try("gpulearn new exercise \(chapter)/\(id) --kind number")
      }
    }
    return File(
      path: "\(folder)/Exercises/\(chapter)/\(id).md",
      text: exercise(id: id, kind: kind, model: model ?? .waste, in: course?.names ?? .usual))
  }

  /// A chapter in a course's words; its id and its title are its author's.
  static func chapter(id: String, in names: FleetNames) -> String {
    let title = title(of: id)
    return names.text(
      chapter(id: id, title: title), keeping: [id, oneLine(title), modelName(id)])
  }

  /// An exercise in a course's words; its id, its title and its model are its author's.
  static func exercise(
    id: String, kind: Exercise.Kind, model: ModelExample, in names: FleetNames
  ) -> String {
    let title = title(of: id)
    return names.text(
      exercise(id: id, title: title, kind: kind, model: model),
      keeping: [id, oneLine(title), model.model, model.parameter, model.result])
  }

  /// Ids become names of files.
  static func check(
    _ id: String, offering offer: (String) -> String
  ) throws(Diagnostic) {
    let isFine = id.utf8.allSatisfy {
      ($0 >= 97 && $0 <= 122) || ($0 >= 48 && $0 <= 57) || $0 == UInt8(ascii: "-")
    }
    guard isFine, let first = id.utf8.first, first != UInt8(ascii: "-"), id.utf8.count <= 64 else {
      throw Diagnostic(.badName, "An id is lower-case letters, digits and hyphens.")
        .try(offer(slug(id).isEmpty ? "my-first" : String(slug(id).prefix(64))))
    }
  }

  /// "my-first" as "My first".
  static func title(of id: String) -> String {
    let words = id.split(separator: "-").joined(separator: " ")
    return words.prefix(1).uppercased() + words.dropFirst()
  }
}
