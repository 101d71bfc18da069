import Display

/// Turns what is shown into sentences, for whoever listens: without boxes, columns and pictures.
struct Narrator {
  let style: Style

  /// Paragraphs, headings and lines only, in the same order.
  func blocks(_ blocks: [Block]) -> [Block] { blocks.flatMap(sentences) }

  private func sentences(_ block: Block) -> [Block] {
    switch block {
    case .paragraph(let text): [.paragraph(spoken(text))]
    case .heading(let text, let level): [.heading(spoken(text), level: level)]
    case .lines(let texts): [.lines(texts.map(spoken))]
    case .list(let items, let start): list(items, start)
    case .quote(let inner): blocks(inner)
    case .code(let text, _): [.lines(code(text))]
    case .table(let table): [.lines(rows(of: table))]
    case .rule: []
    case .note(let note): self.note(note)
    case .plot(let plot): [.lines(PlotNarration(plot).sentences.map { spoken(Text($0)) })]
    case .strip(let strip): [.lines(self.strip(strip))]
    case .timeline(let timeline): [.lines(self.timeline(timeline))]
    case .heatMap(let map):
      [
        .lines(
          map.sentences.map { spoken(Text($0)) }
            + (map.caption.isEmpty ? [] : [spoken(map.caption)]))
      ]
    case .slider(let slider):
      [.paragraph(Text("\(slider.value), between \(slider.low) and \(slider.high)."))]
    case .snippet(let snippet): [.lines(self.snippet(snippet))]
    }
  }

  // MARK: Words

  /// Words in place of signs that a voice passes over or spells out.
  private func spoken(_ text: Text) -> Text {
    Text(text.spans.map { Span(Narrator.spoken($0.text), $0.role) })
  }

  static func spoken(_ text: String) -> String {
    var result = ""
    for character in text {
      guard let scalar = character.unicodeScalars.first else { continue }
      if let word = words[character] {
        // "waste ❯ rent" as "waste: rent".
        if word == ":", result.last == " " { result.removeLast() }
        result += word
      } else if !isDrawn(scalar) {
        result.append(character)
      }
    }
    return result
  }

  private static let words: [Character: String] = [
    "→": "to", "✓": "done:", "✗": "not so:", "≥": "at least ", "≤": "at most ", "×": "times ",
    "▸": "", "❯": ":", "●": "", "•": "", "↓": "", "│": "", "✔": "done:",
  ]

  /// A line without what is drawn in it, wherever that comes from.
  static func withoutDrawing(_ line: String) -> String {
    var kept = String.UnicodeScalarView()
    kept.append(contentsOf: line.unicodeScalars.filter { !isDrawn($0) })
    return String(kept)
  }

  /// Lines, blocks, braille and arrows.
  private static func isDrawn(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x2190...0x21FF, 0x2500...0x25FF, 0x2800...0x28FF: true
    default: false
    }
  }

  /// The parts of a row that say something.
  private func cells(_ row: [Text]) -> [String] {
    row.map { Narrator.spoken($0.plain).trimmedOfSpaces }.filter { !$0.isEmpty }
  }

  // MARK: Blocks

  private func list(_ items: [[Block]], _ start: Int?) -> [Block] {
    items.enumerated().flatMap { index, item -> [Block] in
      var inner = blocks(item)
      guard let start else { return inner }
      let number = Text("\(start.addingReportingOverflow(index).partialValue): ")
      if case .paragraph(let text)? = inner.first {
        inner[0] = .lines([number + text])
      } else {
        inner.insert(.lines([number]), at: 0)
      }
      return inner
    }
  }

  /// A drawing's words from top to bottom; code as it is.
  private func code(_ text: String) -> [Text] {
    let lines = text.split(separator: "\n").map(String.init)
    guard text.isDrawing else { return lines.map { Text($0, .code) } }
    let words = lines.map { line in
      Narrator.spoken(String(line.map { "│┌┐└┘├┤".contains($0) ? ";" : $0 }))
        .split(separator: ";").map { String($0).trimmedOfSpaces }.filter { !$0.isEmpty }
        .joined(separator: "; ")
    }.filter { !$0.isEmpty }
    return [Text("A drawing; its words, line by line:")] + words.map { Text($0) }
  }

  /// A sentence for each row: what its columns are called stands before each cell.
  private func rows(of table: Table) -> [Text] {
    let names = table.header.map { Narrator.spoken($0.plain).trimmedOfSpaces }
    return table.rows.compactMap { row in
      guard !names.isEmpty, row.count > 1 else {
        let cells = cells(row)
        return cells.isEmpty ? nil : Text(cells.joined(separator: ", "))
      }
      let parts = row.enumerated().compactMap { index, cell -> String? in
        let words = Narrator.spoken(cell.plain).trimmedOfSpaces
        guard !words.isEmpty else { return nil }
        let name = index < names.count ? names[index] : ""
        return name.isEmpty ? words : "\(name): \(words)"
      }
      return parts.isEmpty ? nil : Text(parts.joined(separator: "; "))
    }
  }

  private func note(_ note: Note) -> [Block] {
    let word =
      switch note.kind {
      case .note: "Note"
      case .warning: "Warning"
      case .source: "Source"
      case .success: "Right"
      case .failure: "Wrong"
      }
    let title = note.title.isEmpty ? Text("\(word).") : Text("\(word): ") + spoken(note.title)
    return [.paragraph(title)] + blocks(note.blocks)
  }

  private func strip(_ strip: Strip) -> [Text] {
    let name = strip.name.isEmpty ? "" : "\(strip.name): "
    let shares = strip.segments.shares(0, strip.length)
    let told = strip.caption.isEmpty ? Text(shares) : spoken(strip.caption)
    return told.isEmpty && name.isEmpty ? [] : [Text(name) + told]
  }

  private func timeline(_ timeline: Timeline) -> [Text] {
    let length = timeline.end - timeline.start
    guard length > 0, length.isFinite else { return [spoken(timeline.caption)] }
    let lanes = timeline.lanes.flatMap { lane in
      [
        Text("\(lane.name): " + lane.segments.shares(timeline.start, timeline.end)),
        Text("In turn: " + turns(of: lane, in: timeline) + "."),
      ]
    }
    let count = timeline.arrivals.count
    let arrivals =
      count == 0
      ? []
      : [
        Text(
          "\(count) \(count == 1 ? "\(timeline.oneRequest) arrives" : "\(timeline.requestWord) arrive") in "
            + "\(AxisNumber.short(length)) \(timeline.unit), at \(moments(of: timeline))."
        )
      ]
    let band =
      timeline.levels.isEmpty ? [] : [Text(timeline.meansOfLevels + ".")]
    let spent = timeline.notes.last.map { [Text("\($0.text) was spent by then.")] } ?? []
    return arrivals + lanes + band + spent
      + (timeline.caption.isEmpty ? [] : [spoken(timeline.caption)])
  }

  /// How many moments are told one by one; more would not be listened to.
  private static let told = 16

  /// "off to 2, starting to 22, busy to 32 s".
  private func turns(of lane: Timeline.Lane, in timeline: Timeline) -> String {
    var turns: [Segment] = []
    for segment in lane.segments.filled(timeline.start, timeline.end) {
      if let last = turns.last, last.activity == segment.activity {
        turns[turns.count - 1].end = segment.end
      } else {
        turns.append(segment)
      }
    }
    let words = turns.prefix(Narrator.told).map { turn in
      "\(turn.activity.rawValue) to \(AxisNumber.short(turn.end))"
    }
    return words.joined(separator: ", ") + " \(timeline.unit)"
      + (turns.count > Narrator.told ? ", and so on" : "")
  }

  /// "3, 7.5 and 20 s", from the beginning of the run.
  private func moments(of timeline: Timeline) -> String {
    let all = timeline.arrivals.map { AxisNumber.short($0) }
    let told = all.prefix(Narrator.told)
    let words =
      all.count > Narrator.told
      ? told.joined(separator: ", ") + " \(timeline.unit) and so on"
      : (told.count > 1 ? told.dropLast().joined(separator: ", ") + " and " : "")
        + "\(told.last ?? "") \(timeline.unit)"
    return words
  }

  /// The line, and which part of it is meant.
  private func snippet(_ snippet: Snippet) -> [Text] {
    let characters = Array(snippet.line)
    let low = min(max(0, snippet.marked.lowerBound), characters.count)
    let high = min(max(low, snippet.marked.upperBound), characters.count)
    let part = String(characters[low..<high])
    let place = snippet.origin.map { "\($0): " } ?? ""
    let at = part.isEmpty ? "At character \(low + 1)" : "At “\(part)”"
    return [
      Text(place) + Text(snippet.line, .code),
      Text(snippet.label.isEmpty ? "\(at)." : "\(at): \(snippet.label)."),
    ]
  }
}

extension String {
  /// Without white space at both ends, and with single spaces between its words.
  fileprivate var trimmedOfSpaces: String {
    split(whereSeparator: { $0.isWhitespace }).joined(separator: " ")
  }
}
