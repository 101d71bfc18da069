import Diagnostics
import Display
import Language
import Quantities
import Workbook

extension Tuning {
  /// What is to be seen, in several lengths: all of it first, then without some results, without the
  /// curve, without results, and at last the slider with nothing but its value.
  public var displays: [Display] {
    let all = Display(head(isShort: false) + [slider])
    let short = Display(head(isShort: true) + [slider])
    let results = Display(resultBlocks)
    guard let followed, let curve else { return [all + results, short + results, all, short] }
    let subject = Display(rows(of: [followed]) + delay)
    let drawn = Display(blocks(of: curve, followed.change.name))
    return [
      all + results + drawn, all + subject + drawn, short + subject + drawn, all + results,
      short + results, short + subject, short,
    ]
  }

  /// Shown where nothing of it is kept.
  public var unchanged: Display {
    Display([
      .lines([
        Text(name, .name) + Text(" stays ", .muted) + Text(originText, .value)
          + Text(".", .muted)
      ])
    ])
  }

  // MARK: Slider

  private func head(isShort: Bool) -> [Block] {
    var head = Text(name, .name) + Text("  ") + Text(text, .value)
    if isMoved { head += Text("  was \(originText)", .muted) }
    guard !isShort else { return [.lines([head])] }
    if !sentence.isEmpty { head += Text("  \(sentence)", .muted) }
    return [.lines([head, Text(rangeWords, .muted)])]
  }

  private var slider: Block {
    .slider(
      Slider(
        low: low.exactText, high: high.exactText, value: label, start: startLabel, share: share,
        startShare: startShare))
  }

  private var rangeWords: String {
    let ends = "\(low.exactText) to \(high.exactText)"
    let steps = step.map { "in steps of \($0.exactText)" } ?? "spread by ratio (a log scale)"
    return isOwnRange
      ? "from \(ends), \(steps)"
      : "\(name) has no range of its own: from \(ends) is taken, \(steps)"
  }

  // MARK: Results

  private var resultBlocks: [Block] {
    let followers = (followed.map { [$0] } ?? []) + dependents
    guard !followers.isEmpty else {
      return [.lines([Text("Nothing is computed from \(name).", .muted)])]
    }
    let visible =
      followers.count > Changes.shown + 1 ? Array(followers.prefix(Changes.shown)) : followers
    var blocks = rows(of: visible) + delay
    if visible.count < followers.count {
      blocks.append(.lines([Text("… and \(followers.count - visible.count) more", .muted)]))
    }
    return blocks
  }

  private func rows(of followers: [Follower]) -> [Block] {
    [
      .table(
        Table(
          rows: followers.map { $0.row }, alignments: [.leading, .leading, .leading, .trailing],
          style: .bare))
    ]
  }

  /// Said while what stands there still belongs to another value.
  private var delay: [Block] {
    isCurrent
      ? [] : [.lines([Text("computing… (this is for \(resultsLabel))", .muted)])]
  }

  // MARK: Curve

  private func blocks(of curve: Curve, _ subject: String) -> [Block] {
    let line = Text("plot \(subject) over \(name)", .input)
    if let lack = curve.lack, curve.points < 2 {
      let what = lack == .slow ? "takes long" : "is measured"
      return [
        .lines([Text("\(subject) \(what), so it is not drawn here: ", .muted) + line])
      ]
    }
    guard let curves = curve.curves else {
      return curve.isComplete
        ? [.lines([Text(curve.failure.map(Changes.reason) ?? "No value.", .muted)])]
        : [.lines([Text("computing the curve…", .muted)])]
    }
    var blocks: [Block] = [.plot(plot(curves, subject))]
    if curve.lack == .slow {
      blocks.append(.lines([Text("It takes long, so the curve ends here: ", .muted) + line]))
    } else if !curve.isComplete {
      let percent = Int(curve.share * 100)
      blocks.append(.lines([Text("computing the curve, \(percent)%", .muted)]))
    }
    return blocks
  }

  private func plot(_ curves: Answer.Curves, _ subject: String) -> Plot {
    let marks = curves.marks.map { mark in
      mark.drawing("now: \(name) \(resultsLabel), \(subject) \(mark.value.text)")
    }
    return curves.plot(
      marks: marks,
      table: Table(rows: [[Text(subject, .name), Text(value.exactText, .value)]]))
  }
}

extension Tuning.Follower {
  fileprivate var row: [Text] {
    var row = Changes.row(change)
    if let lack {
      let before = change.before.map { Text($0.summary + "  ", .muted) } ?? ""
      row[2] = before + Text(Tuning.Follower.words(lack), .warning)
      row[3] = ""
    } else if isSubject, change.cell.isPending {
      row[2] = Text("…", .muted)
    } else if let failure = change.cell.failure {
      // That the name that is followed has no value says less than why.
      let inner = isSubject && failure.code == .failedInput ? failure.notes.first : nil
      row[2] = Text("no value: ", .failure) + Text(inner ?? Changes.reason(failure), .muted)
    }
    return row
  }

  private static func words(_ lack: Tuning.Lack) -> String {
    switch lack {
    case .measured: "measured, so not while it moves"
    case .slow: "takes long, so not while it moves"
    }
  }
}
