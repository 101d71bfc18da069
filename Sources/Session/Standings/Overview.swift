import Answers
import Course
import Display
import Presentation
import Records

/// The course as a whole, with what the learner has done of it.
public enum Overview {
  /// A line for each chapter with its summary.
  public static func chapters(of course: Course, _ store: (any Progress)?) -> Display {
    var blocks: [Block] = []
    for file in course.chapters {
      guard let head = try? course.head(of: file) else { continue }
      blocks.append(
        .paragraph(
          Text("\(file.number)  ", .muted) + Text(head.title, .strong)
            + Text("   gpulearn \(file.number)", .input)))
      let done = finished(head, store)
      let count = head.lessons.count
      blocks.append(
        .lines(
          [
            Text(head.summary),
            Text("\(count) \(count == 1 ? "lesson" : "lessons")", .muted)
              + Text(done > 0 ? ", \(done) done" : "", .muted),
          ].filter { !$0.isEmpty }))
    }
    if blocks.isEmpty { blocks = [.paragraph("This course has no chapters yet.")] }
    return Display(blocks)
  }

  /// A bar for each chapter.
  public static func progress(in course: Course, _ store: (any Progress)?) -> Display {
    let rows = course.chapters.compactMap { file -> [Text]? in
      guard let head = try? course.head(of: file) else { return nil }
      let done = finished(head, store)
      return [
        Text("\(file.number)", .muted), Text(head.title, .strong),
        Showing.bar(done, head.lessons.count),
        Text("\(done) of \(head.lessons.count) lessons done", .muted),
      ]
    }
    return Display([.table(Table(rows: rows, style: .bare))])
  }

  private static func finished(_ head: ChapterHead, _ store: (any Progress)?) -> Int {
    guard let store, let done = try? store.finishedLessons(of: head.id) else { return 0 }
    return head.lessons.filter { done.contains($0.id) }.count
  }
}
