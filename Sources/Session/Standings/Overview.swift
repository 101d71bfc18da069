import Answers
import Course
import Diagnostics
import Display
import Presentation
import Records

/// The course as a whole, with what the learner has done of it. A chapter that cannot be read is a
/// problem, and the others are shown.
public enum Overview {
  /// A line for each chapter with its summary.
  /// - Parameter store: where progress is kept; nil leaves out what is done.
  public static func chapters(of course: Course, _ store: (any Progress)?) -> Reply {
    var reply = Reply()
    var store = store
    for file in course.chapters {
      do throws(Diagnostic) {
        let head = try course.head(of: file)
        let done: Int
        do throws(Diagnostic) {
          done = try finished(head, store) ?? 0
        } catch {
          // The chapters are there all the same; that the store is not is said once.
          done = 0
          store = nil
          reply.problems.append(error)
        }
        reply.display += Display(entry(file.number, head, done))
      } catch {
        reply.problems.append(error)
      }
    }
    if course.chapters.isEmpty {
      reply.display = Display([.paragraph("This course has no chapters yet.")])
    }
    return reply
  }

  private static func entry(_ number: Int, _ head: ChapterHead, _ done: Int) -> [Block] {
    let count = head.lessons.count
    return [
      .paragraph(
        Text("\(number)  ", .muted) + Text(head.title, .strong)
          + Text("   gpulearn \(number)", .input)),
      .lines(
        [
          Text(head.summary),
          Text("\(count) \(count == 1 ? "lesson" : "lessons")", .muted)
            + Text(done > 0 ? ", \(done) done" : "", .muted),
        ].filter { !$0.isEmpty }),
    ]
  }

  /// A bar for each chapter.
  /// - Parameter store: where progress is kept; nil where nothing was done yet.
  /// - Throws: where the store cannot be read: nothing is said of progress that is not known.
  public static func progress(
    in course: Course, _ store: (any Progress)?
  ) throws(Diagnostic) -> Reply {
    var rows: [[Text]] = []
    var problems: [Diagnostic] = []
    for file in course.chapters {
      let head: ChapterHead
      do throws(Diagnostic) {
        head = try course.head(of: file)
      } catch {
        problems.append(error)
        continue
      }
      let done = try finished(head, store) ?? 0
      rows.append([
        Text("\(file.number)", .muted), Text(head.title, .strong),
        Showing.bar(done, head.lessons.count),
        Text("\(done) of \(head.lessons.count) lessons read", .muted),
      ])
    }
    return Reply(Display([.table(Table(rows: rows, style: .bare))]), problems: problems)
  }

  /// How many lessons of a chapter were worked through; nil without a store.
  private static func finished(
    _ head: ChapterHead, _ store: (any Progress)?
  ) throws(Diagnostic) -> Int? {
    guard let store else { return nil }
    var done: Set<String> = []
    for id in [head.id] + head.was { done.formUnion(try store.finishedLessons(of: id)) }
    return head.lessons.filter { !done.isDisjoint(with: [$0.id] + $0.was) }.count
  }
}
