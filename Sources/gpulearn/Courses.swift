import ArgumentParser
import Basics
import Diagnostics
import Display
import Headless
import Presentation
import Terminal

struct Courses: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "courses", abstract: "Add courses of others, list, update and remove them.",
    discussion: """
      A course is files that are read; nothing in it is run. One that was added is opened by \
      gpulearn --course NAME, or as the usual one by the line course: NAME in config.yaml.
      """,
    subcommands: [ListCourses.self, AddCourse.self, UpdateCourses.self, RemoveCourse.self],
    defaultSubcommand: ListCourses.self)

  /// Runs a body that may fail, and shows what it did.
  fileprivate static func answer(
    _ common: CommonOptions, _ body: (AddedCourses) throws(Diagnostic) -> Display
  ) throws {
    let screen = common.screen
    do throws(Diagnostic) {
      screen.show(try body(Places.addedCourses))
    } catch {
      screen.complain(error)
      throw ProgramEnd(of: error).code
    }
  }
}

struct ListCourses: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the courses that were added.")

  @OptionGroup var common: CommonOptions

  @Flag(help: "One JSON array of courses.")
  var json = false

  func run() throws {
    let courses = Places.addedCourses.all
    if json { return common.screen.write(JSON(courses).text + "\n") }
    common.screen.show(courses.display)
  }
}

struct AddCourse: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: "Add a course: a folder, or a git repository.",
    discussion: """
      A folder is read where it is. Of a repository a copy is fetched by git, which must be \
      installed; gpulearn itself touches no network.
      """)

  @OptionGroup var common: CommonOptions

  @Argument(help: "A folder with Chapters in it, or a URL that git can fetch from.")
  var place: String

  @Option(help: "What to call it here; what it calls itself if left out.")
  var name: String?

  func run() throws {
    try Courses.answer(common) { (courses) throws(Diagnostic) in
      let course = try courses.add(place, as: name)
      return Display([
        .paragraph(
          Text("Added ") + Text(course.name, .strong)
            + Text(course.settings.title.isEmpty ? "." : ": \(course.settings.title).")),
        .lines([
          Text("Open it: ", .muted) + Text("gpulearn --course \(course.name)", .input)
        ]),
      ])
    }
  }
}

struct UpdateCourses: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "update", abstract: "Fetch the newest state of courses from their repositories.",
    discussion: "Your progress stays. A new state that cannot be opened is not taken.")

  @OptionGroup var common: CommonOptions

  @Argument(help: "The courses; all that came from repositories if left out.")
  var names: [String] = []

  func run() throws {
    let screen = common.screen
    var end: ProgramEnd?
    let all = Places.addedCourses.all.filter {
      if case .repository = $0.origin { true } else { false }
    }
    if names.isEmpty, all.isEmpty {
      return screen.show(Display([.paragraph("No course came from a repository.")]))
    }
    for name in names.isEmpty ? all.map({ $0.name }) : names {
      do throws(Diagnostic) {
        screen.show(CourseUpdate(try Places.addedCourses.update(name)).display)
      } catch {
        screen.complain(error)
        end = ProgramEnd(of: error)
      }
    }
    if let end { throw end.code }
  }
}

struct RemoveCourse: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove", abstract: "Forget a course that was added.",
    discussion: "A folder of your own stays as it is, and so does your progress.")

  @OptionGroup var common: CommonOptions

  @Argument(help: "The course.")
  var name: String

  func run() throws {
    try Courses.answer(common) { (courses) throws(Diagnostic) in
      let gone = try courses.remove(name)
      guard case .folder(let folder) = gone.origin else {
        return Display([.paragraph("Removed \(name). Your progress in it stays.")])
      }
      return Display([.paragraph("Forgot \(name). \(folder) is as it was.")])
    }
  }
}
