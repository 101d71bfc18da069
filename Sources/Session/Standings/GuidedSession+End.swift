import Display

extension GuidedSession {
  /// What is shown after the last step: what the learner can do now, and where to go on.
  func showEnd() -> Reply { withStandings(showEnd) }

  private func showEnd(_ standings: [Standing]) -> [Block] {
    let left = chapter.lessons.filter { !keeper.finished.contains($0.id) }
    var blocks: [Block] = [.heading(Text("The end of \(page.chapterName)", .heading), level: 2)]
    if !chapter.objectives.isEmpty {
      blocks.append(.paragraph("What this chapter was for, and what you have shown:"))
      blocks += showObjectives(standings)
    }
    blocks += lessonProgress() + exerciseProgress(standings)
    if !left.isEmpty {
      blocks.append(
        .paragraph(
          Text("Passed over: ", .muted) + Text(left.map { $0.title }.joined(separator: " · "))))
    }
    var choices = [
      Text("goto 1", .input) + Text(" starts again, with what you have set", .muted)
    ]
    if let following = course.following(chapter.id) {
      choices.insert(
        Text("goto \(following.id)/1", .input) + Text(" goes on with \(following.title)", .muted),
        at: 0)
    }
    choices.append(Text("quit", .input) + Text(" leaves", .muted))
    return blocks + [.lines(choices)]
  }
}
