import Course
import Display
import Quantities

extension Certificate {
  /// What it says, for the learner to look over.
  public func summary(path: String) -> Display {
    let rows = lines.map { line -> [Text] in
      [
        Text(line.solved == nil ? " " : "✓", .success), Text(line.title),
        Text("\(numberText(line.points)) of \(line.outOf)", .value),
        Text(line.solved.map { Moment($0, offset: 0).text } ?? "", .muted),
      ]
    }
    return Display([
      .paragraph(
        Text("Wrote ") + Text(path, .strong) + Text(" for ")
          + Text(submission.name.isEmpty ? submission.learner : submission.name, .name)
          + Text(": \(title). \(said)")),
      .table(Table(rows: rows, style: .bare)),
      .lines([
        Text("gpulearn verify \(path)", .input)
          + Text(" checks every answer again, for whoever has the course.", .muted)
      ]),
    ])
  }

  /// What checking it came to.
  public func display(of finding: Finding) -> Display {
    let who = submission.learner + (submission.name.isEmpty ? "" : ", \(submission.name)")
    var blocks: [Block] = [
      .paragraph(
        Text(
          finding.holds ? "It holds: " : "It does not hold: ", finding.holds ? .success : .failure)
          // As the course calls it: what it holds of is not the certificate's to say.
          + Text(who, .name) + Text(": \(finding.title ?? title). \(said)"))
    ]
    if !finding.problems.isEmpty {
      blocks.append(.list(finding.problems.map { [.paragraph(Text($0))] }, start: nil))
    }
    if !finding.notes.isEmpty { blocks.append(.lines(finding.notes.map { Text($0, .muted) })) }
    return Display(blocks)
  }

  private var said: String {
    "\(solved) of \(lines.count) exercises solved, \(numberText(points)) of \(outOf) points."
  }
}
