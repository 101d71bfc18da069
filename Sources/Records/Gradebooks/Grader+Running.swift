import Answers
import Foundation
import Synchronization

extension Grader {
  /// Grades files on several threads.
  /// - Parameters:
  ///   - jobs: how many threads, 1...256.
  ///   - onProgress: told how many files are done, now and then, on any thread.
  /// - Returns: a row for each file, in their order; where it was cancelled, for each that was done.
  public func grade(
    files: [SubmissionFile], jobs: Int, onProgress: @escaping @Sendable (Int) -> Void = { _ in }
  ) -> [GradedSubmission] {
    let work = Work(count: files.count)
    let group = DispatchGroup()
    for _ in 0..<max(1, min(jobs, 256, files.count)) {
      group.enter()
      let thread = Thread {
        while let index = work.next(), !self.isCancelled() {
          let row = self.grade(files[index])
          // What was stopped half way is no row.
          guard !self.isCancelled() else { break }
          work.finish(index, row)
          if index % 100 == 99 { onProgress(index + 1) }
        }
        group.leave()
      }
      // Formulas are evaluated hundreds of levels deep.
      thread.stackSize = 16 << 20
      thread.start()
    }
    group.wait()
    return work.rows
  }

  /// Grades files on disk.
  func grade(files: [String], jobs: Int) -> [GradedSubmission] {
    grade(files: files.map { SubmissionFile($0) }, jobs: jobs)
  }

  /// The files that are still to be graded, and what the others came to.
  private final class Work: Sendable {
    private struct State {
      var next = 0
      var rows: [GradedSubmission?]
    }

    private let state: Mutex<State>

    init(count: Int) { state = Mutex(State(rows: Array(repeating: nil, count: count))) }

    func next() -> Int? {
      state.withLock { state in
        guard state.next < state.rows.count else { return nil }
        defer { state.next += 1 }
        return state.next
      }
    }

    func finish(_ index: Int, _ row: GradedSubmission) {
      state.withLock { $0.rows[index] = row }
    }

    var rows: [GradedSubmission] { state.withLock { $0.rows.compactMap { $0 } } }
  }
}
