import Diagnostics
import Language
import Quantities

extension Workbook {
  /// What a simulated run did in a stretch of it, or two of them in the same stretch.
  func answer(
    timeline run: Expression, against other: Expression?, _ stretch: Question.Stretch
  ) throws(Diagnostic) -> Answer { try walk(run, against: other, stretch).answer }

  /// The same, to be moved along.
  public func walk(
    _ run: Expression, against other: Expression?, _ stretch: Question.Stretch
  ) throws(Diagnostic) -> TimelineWalk {
    let (first, remarks) = try recording(run)
    let window = try window(stretch)
    do throws(Diagnostic) {
      guard let other else { return try TimelineWalk([(run.text, first)], window, remarks) }
      let (second, others) = try recording(other)
      var runs = [(name: run.text, recording: first), (name: other.text, recording: second)]
      // One clock for both: the longer of the two times before the measured part.
      if let a = first.leadIn, let b = second.leadIn, a != b {
        for index in runs.indices {
          runs[index].recording = try runs[index].recording.with(leadIn: max(a, b))
        }
      }
      return try TimelineWalk(runs, window, remarks + others.filter { !remarks.contains($0) })
    } catch {
      throw error.placed(at: run.span)
    }
  }

  private func recording(
    _ run: Expression
  ) throws(Diagnostic) -> (recording: any RunRecording, remarks: [String]) {
    let value = try value(of: run)
    guard case .record(let record) = value else {
      throw Diagnostic(.wrongKind, "Only a simulated run has a timeline.", at: run.span)
        .label("this is \(value.kind)").expected("a run of serverless(…)", found: value.kind)
    }
    guard let recording = record.recording else {
      throw Diagnostic(.wrongKind, "\(run.text) was not recorded.", at: run.span)
        .label("\(record.name) has no timeline")
    }
    return (recording, record.remarks)
  }

  private func window(_ stretch: Question.Stretch) throws(Diagnostic) -> RunWindow {
    switch stretch {
    case .beginning: return .beginning
    case .firstColdStart: return .firstColdStart
    case .longestWait: return .longestWait
    case .around(let time): return .around(try seconds(time))
    case .between(let low, let high):
      let (start, end) = (try seconds(low), try seconds(high))
      guard end > start else {
        throw Diagnostic(.outOfRange, "The stretch ends where it begins, or before.", at: high.span)
          .label("not after \(low.text)")
      }
      return .between(start, end)
    }
  }

  /// A moment of a run, in seconds from its beginning.
  private func seconds(_ expression: Expression) throws(Diagnostic) -> Double {
    let value = try value(of: expression)
    guard let time = value.quantity, time.dimension == Dimension(.time) else {
      throw Diagnostic(.wrongKind, "A moment of a run is a time.", at: expression.span)
        .label("this is \(value.kind)").expected("a time (2 min)", found: value.kind)
    }
    guard time.base >= 0, time.base <= 1e12 else {
      throw Diagnostic(
        .outOfRange, "A moment of a run is not before its beginning.", at: expression.span
      ).label("this is \(time.text)")
    }
    return time.base
  }
}
