import Basics
import Course
import Diagnostics
import Display
import Presentation

extension [AddedCourse] {
  /// A table of them, or how to add one.
  public var display: Display {
    if isEmpty {
      return Display([
        .paragraph("No course was added to the one that came with the program."),
        .lines([
          Text("Add one: ", .muted) + Text("gpulearn courses add FOLDER-OR-URL", .input)
        ]),
      ])
    }
    let table = Table(
      header: ["course", "title", "version", "from"].map { Text($0) },
      rows: map { course in
        [
          Text(course.name, .strong),
          course.problem.map { Text($0.message, .warning) } ?? Text(course.settings.title),
          Text(course.settings.version), Text(course.from),
        ]
      })
    return Display([
      .table(table),
      .lines([
        Text("Open one: ", .muted) + Text("gpulearn --course \(self[0].name)", .input)
      ]),
    ])
  }
}

extension JSON {
  /// An array of courses.
  public init(_ courses: [AddedCourse]) {
    self = .array(
      courses.map { course in
        .object([
          "name": .string(course.name), "title": .string(course.settings.title),
          "id": .string(course.settings.id), "version": .string(course.settings.version),
          "folder": .string(course.folder),
          "repository": course.repository.map(JSON.string) ?? .null,
          "commit": course.commit.map(JSON.string) ?? .null,
          "problem": course.problem.map { .string($0.message) } ?? .null,
        ])
      })
  }
}

extension AddedCourse {
  /// The URL of the repository that it came from; nil for any other.
  public var repository: String? {
    if case .repository(let url, _) = origin { url } else { nil }
  }

  /// The commit of the copy; nil where there is none.
  public var commit: String? {
    if case .repository(_, let commit) = origin { commit } else { nil }
  }

  fileprivate var from: String {
    switch origin {
    case .folder(let folder): folder
    case .repository(let url, let commit): "\(url) (\(commit))"
    case nil: folder
    }
  }
}

/// What an update came to.
public struct CourseUpdate {
  private let before: AddedCourse
  private let after: AddedCourse

  /// Of a course as it was and as it is.
  public init(_ states: (before: AddedCourse, after: AddedCourse)) {
    (before, after) = states
  }

  /// In a sentence.
  public var display: Display {
    let name = Text(after.name, .strong)
    guard before.commit != after.commit else {
      return Display([.paragraph(name + Text(" is up to date."))])
    }
    let versions = [before, after].map { $0.settings.version }
    let words =
      versions[0] == versions[1] || versions.contains("")
      ? "\(before.commit ?? "") → \(after.commit ?? "")" : "\(versions[0]) → \(versions[1])"
    return Display([.paragraph(name + Text(": \(words)."))])
  }
}
