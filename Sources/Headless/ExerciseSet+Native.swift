import Answers
import Course
import NativeFunctions
import Records
import Workbook

extension ExerciseSet {
  /// The exercises of a course, with the simulator and the inference engine at hand.
  /// - Parameter runner: what runs models.
  public init(of course: Course, runner: ModelRunner) {
    self.init(course: course) { Workbook(of: $0, in: course, runner: runner) }
  }
}
