import Diagnostics
import Display
import Language
import Quantities

extension Tuning {
  /// What is to be seen, in several lengths: all of it first, then without some results, without the
  /// curve, without results, and at last the slider with nothing but its value.
  public var displays: [Display] {
    let all = Display(head(isShort: false) + [slider])
    let short = Display(head(isShort: true) + [slider])
    let results = Display(resultBlocks)
    guard let subject else { return [all + results, short + results, all, short] }
    let followed = Display(rows(of: [subjectChange(subject)]) + delay)
    let curve = Display(curveBlocks(subject))
    return [
      all + results + curve, all + followed + curve, short + followed + curve, all + results,
      short + results, short + followed, short,
    ]
  }

  // MARK: Slider

  private func head(isShort: Bool) -> [Block] {
    var head = Text(name, .name) + Text("  ") + Text(text, .value)
    if isMoved { head += Text("  was \(originText)", .muted) }
    guard !isShort else { return [.lines([head])] }
    if !cell.sentence.isEmpty { head += Text("  \(cell.sentence)", .muted) }
    return [.lines([head, Text(rangeWords, .muted)])]
  }

  private var slider: Block {
    .slider(
      Slider(
        low: range.stops.first?.exactText ?? "", high: range.stops.last?.exactText ?? "",
        value: label(place), start: label(range.origin), share: range.share(place),
        startShare: range.share(range.origin)))
  }

  private var rangeWords: String {
    let ends = "\(range.stops.first?.exactText ?? "") to \(range.stops.last?.exactText ?? "")"
    let steps =
      range.step.map { "in steps of \($0.exactText)" } ?? "spread by ratio (a log scale)"
    return range.isOwn
      ? "from \(ends), \(steps)"
      : "\(name) has no range of its own: from \(ends) is taken, \(steps)"
  }

  // MARK: Results

  private var resultBlocks: [Block] {
    let followed = subject.map(subjectChange)
    let others = dependents.filter { $0.name != subject?.text }
    let changes = (followed.map { [$0] } ?? []) + others
    guard !changes.isEmpty else {
      return [.lines([Text("Nothing is computed from \(name).", .muted)])]
    }
    let visible =
      changes.count > Changes.shown + 1 ? Array(changes.prefix(Changes.shown)) : changes
    var blocks = rows(of: visible) + delay
    if visible.count < changes.count {
      blocks.append(.lines([Text("… and \(changes.count - visible.count) more", .muted)]))
    }
    return blocks
  }

  /// What is computed from the cell, the author's important ones first. Runs are left out: what is
  /// read from them says what changed.
  private var dependents: [Changes.Change] {
    let now = results.known
    let all = results.order.sorted().compactMap { index -> Changes.Change? in
      let cell = now.state.cells[index]
      if case .record? = start.state.cells[index].value { return nil }
      return Changes.Change(
        cell: cell, name: now.shortName(index), before: start.state.cells[index].value)
    }
    return all.filter { $0.cell.isImportant } + all.filter { !$0.cell.isImportant }
  }

  private func subjectChange(_ subject: Subject) -> Changes.Change {
    var cell = Cell(
      id: CellID("", subject.text), kind: .result, sentence: "", unit: nil, low: nil, high: nil,
      isImportant: true, preset: nil, written: subject.expression, formula: subject.expression,
      isSet: false, state: .pending)
    switch subject.now {
    case .success(let value)?: cell.state = .value(value)
    case .failure(let problem)?: cell.state = .failed(problem)
    case nil:
      if subject.lack == .slow, let before = subject.before {
        cell.state = .value(before)
        cell.isStale = true
      }
    }
    return Changes.Change(cell: cell, name: subject.text, before: subject.before)
  }

  private func rows(of changes: [Changes.Change]) -> [Block] {
    [
      .table(
        Table(
          rows: changes.map(row), alignments: [.leading, .leading, .leading, .trailing],
          style: .bare))
    ]
  }

  private func row(_ change: Changes.Change) -> [Text] {
    var row = Changes.row(change)
    let isSubject = change.cell.id.model.isEmpty
    let lack =
      isSubject ? subject?.lack : start.state.index[change.cell.id].flatMap { results.lack($0) }
    if let lack {
      let before = change.before.map { Text($0.summary + "  ", .muted) } ?? ""
      row[2] = before + Text(words(lack), .warning)
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

  private func words(_ lack: LightWhatIf.Lack) -> String {
    switch lack {
    case .measured: "measured, so not while it moves"
    case .slow: "takes long, so not while it moves"
    }
  }

  /// Said while what stands there still belongs to another value.
  private var delay: [Block] {
    isCurrent
      ? []
      : [.lines([Text("computing… (this is for \(label(resultsPlace)))", .muted)])]
  }

  // MARK: Curve

  private func curveBlocks(_ subject: Subject) -> [Block] {
    let curve = subject.curve
    if let lack = curve.lack, curve.points.compactMap({ $0 }).count < 2 {
      let what = lack == .slow ? "takes long" : "is measured"
      return [
        .lines([
          Text("\(subject.text) \(what), so it is not drawn here: ", .muted)
            + Text("plot \(subject.text) over \(name)", .input)
        ])
      ]
    }
    guard let unit = curve.unit else {
      return curve.isComplete
        ? [.lines([Text(curve.failure.map(Changes.reason) ?? "No value.", .muted)])]
        : [.lines([Text("computing the curve…", .muted)])]
    }
    var blocks: [Block] = [.plot(plot(subject, unit))]
    if curve.lack == .slow {
      blocks.append(
        .lines([
          Text("It takes long, so the curve ends here: ", .muted)
            + Text("plot \(subject.text) over \(name)", .input)
        ]))
    } else if !curve.isComplete {
      let percent = Int(curve.share * 100)
      blocks.append(.lines([Text("computing the curve, \(percent)%", .muted)]))
    }
    return blocks
  }

  private func plot(_ subject: Subject, _ unit: Unit) -> Plot {
    var marks: [Plot.Mark] = []
    if case .success(let value)? = subject.now, let now = value.amount,
      let height = now.converted(to: unit)?.typical
    {
      let place = range.stops[resultsPlace]
      marks = [
        Plot.Mark(
          x: place.magnitude, y: height.magnitude,
          label: "now: \(name) \(label(resultsPlace)), \(subject.text) \(now.text)")
      ]
    }
    return Plot(
      x: start.axis(name, value.unit, isLogarithmic: range.isLogarithmic),
      y: start.axis(subject.text, unit, isLogarithmic: false),
      series: start.series(subject.curve.sweep(named: subject.text)), marks: marks,
      table: Table(rows: [[Text(subject.text, .name), Text(value.exactText, .value)]]))
  }
}

extension SliderRange {
  /// Whether it is drawn by ratio.
  var isLogarithmic: Bool { step == nil && (stops.first?.magnitude ?? 0) > 0 }
}
