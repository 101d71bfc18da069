import Course
import Display
import Session
import Terminal
import TestSupport
import Testing

/// Lines typed into the shipped course, shown in `Guides/demos` as a recording and as a picture.
struct Demo: Sendable, CustomTestStringConvertible {
  /// A line and what it brought, with the codes of a terminal that has all colours.
  struct Turn {
    /// What stands in front of the line; empty at the start.
    let prompt: String
    let line: String
    let answer: String
  }

  let name: String
  let title: String
  let place: String
  let lines: [String]

  var testDescription: String { name }

  static let width = 80

  static let all = [
    Demo(
      name: "first-minute", title: "The first minute of gpulearn", place: "1/1",
      lines: ["$9,000/month", "", "utilization = 40%", "why idle"]),
    Demo(
      name: "living-numbers", title: "Numbers that live, and errors that help",
      place: "1/utilization",
      lines: [
        "utilization = 40%", "sweep effective over utilization from 20% to 100% step 20%",
        "solve utilization for effective = $6/(gpu*h)", "utilization + 10", "undo",
      ]),
  ]

  /// The start, and each line with its answer, as the terminal shows them.
  func turns() throws -> [Turn] {
    let style = Style(
      width: Demo.width, height: 24, hasColor: true, theme: .dark, depth: .full)
    func drawn(_ reply: Reply) -> String {
      let all = reply.display + reply.problems.reduce(into: Display()) { $0 += $1.display }
      return all.drawn(style) + (all.isEmpty || reply.ends ? "" : "\n")
    }
    var session = try GuidedSession(
      course: try Course(folder: projectFolder), store: nil, place: place)
    var turns = [Turn(prompt: "", line: "", answer: drawn(session.start()))]
    for line in lines {
      var prompt = Display([.lines([session.prompt])]).drawn(style)
      // A picture ends its lines, and loses the space before them.
      if prompt.hasSuffix("\n") { prompt.removeLast() }
      prompt += " "
      turns.append(Turn(prompt: prompt, line: line, answer: drawn(session.answer(line))))
    }
    return turns
  }
}
