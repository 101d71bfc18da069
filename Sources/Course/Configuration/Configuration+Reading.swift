import Diagnostics

extension Configuration {
  /// Reads the file at a path, which need not be there.
  public static func read(
    _ path: String, home: String, courses: String
  ) -> (configuration: Configuration, problems: [Diagnostic]) {
    guard CourseFile.exists(path) else { return (Configuration(), []) }
    do throws(Diagnostic) {
      let (source, unreadable) = try CourseFile.read(path, as: path)
      let parsed = parse(source, home: home, courses: courses) {
        CourseFile.exists($0 + "/Chapters")
      }
      return (parsed.configuration, unreadable + parsed.problems)
    } catch {
      return (Configuration(), [error])
    }
  }
}
