import Course
import Diagnostics
import Display
import Language
import Presentation

extension WrittenAnswer {
  /// What the glossary of a course has on a question whose answer the model is not certain of, and that
  /// it comes from there; empty where it is certain, or the question names no term.
  /// - Throws: where the glossary cannot be read.
  public static func glossary(
    on question: String, answered record: Record, in course: Course?
  ) throws(Diagnostic) -> Display {
    guard !record.remarks.isEmpty,
      let term = try course?.glossary().glossary.term(in: question)
    else { return Display() }
    return Display([
      .paragraph(Text("From the course's glossary, not from the model:", .muted))
    ]) + term.display(taughtIn: nil)
  }
}
