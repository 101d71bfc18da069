import Answers
import Course
import Diagnostics
import Dispatch
import NativeFunctions
import Records
import Synchronization
import Workbook

/// Proves the exercises of a course, several at once.
enum ExerciseCheck {
  /// Everything that is wrong with what the exercises claim, in no particular order.
  static func problems(
    of contents: CourseContents, in course: Course, _ runner: ModelRunner
  ) -> [Diagnostic] {
    var workbooks: [String: Workbook] = [:]
    for (_, chapter) in contents.chapters
    where contents.exercises.contains(where: { $0.file.chapter == chapter.id }) {
      workbooks[chapter.id] = Workbook(of: chapter, in: course, runner: runner)
    }
    let tasks = contents.exercises.compactMap { file, exercise in
      workbooks[file.chapter].map { (exercise: exercise, workbook: $0) }
    }
    let found = Mutex<[Diagnostic]>([])
    DispatchQueue.concurrentPerform(iterations: tasks.count) { index in
      let (exercise, workbook) = tasks[index]
      let problems =
        HiddenWords.problems(of: exercise)
        + ExerciseSlips.problems(of: exercise, functions: NameSlips.functions)
        + ExerciseProof.problems(of: exercise, in: workbook)
      found.withLock { $0 += problems }
    }
    return found.withLock { $0 }
  }

  /// Everything that is wrong with one exercise.
  static func problems(
    of file: Course.ExerciseFile, in course: Course, _ runner: ModelRunner,
    _ manner: CourseCheck.Manner
  ) throws(Diagnostic) -> [Diagnostic] {
    let chapter = try course.open(file.chapter).chapter
    let (exercise, problems) = try course.exercise(file, units: chapter.units)
    guard let exercise else { return problems }
    var workbook = Workbook(of: chapter, in: course, runner: runner)
    workbook.isInterrupted = manner.isInterrupted
    return problems + HiddenWords.problems(of: exercise)
      + ExerciseSlips.problems(of: exercise, functions: NameSlips.functions)
      + ExerciseProof.problems(of: exercise, in: workbook)
  }
}
