import Course
import Diagnostics

/// A course that a person added to those that came with the program.
public struct AddedCourse: Sendable {
  /// Where its files come from.
  public enum Origin: Hashable, Sendable {
    /// A folder of the person's own, which is used where it is.
    case folder(String)
    /// A git repository, of which a copy is kept, and the commit of the copy.
    case repository(String, commit: String)
  }

  /// What it is called on this computer.
  public let name: String
  /// The folder in which it is opened.
  public let folder: String
  /// Where it is from; nil where that cannot be found out any more.
  public let origin: Origin?
  /// What it says of itself.
  public let settings: CourseSettings
  /// Why it cannot be opened; nil for one that can.
  public let problem: Diagnostic?

  init(name: String, folder: String, origin: Origin?) {
    self.name = name
    self.folder = folder
    self.origin = origin
    var (settings, problem) = (CourseSettings(), Diagnostic?.none)
    do throws(Diagnostic) {
      let course = try Course(folder: folder)
      settings = course.settings().settings
      try course.requireProgram()
    } catch {
      problem = error
    }
    (self.settings, self.problem) = (settings, problem)
  }
}
