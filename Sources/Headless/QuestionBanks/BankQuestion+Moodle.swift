import Basics

extension BankQuestion {
  /// The question as Moodle's XML.
  func moodle() -> String {
    let (type, own) = moodleTask
    var text = """
        <question type="\(type)">
          <name><text>\(name.escapedForMarkup())</text></name>
          \(Self.element("questiontext", prompt))

      """
    if let solution { text += "    " + Self.element("generalfeedback", solution) + "\n" }
    text += """
          <defaultgrade>\(BankNumber.written(points ?? 1))</defaultgrade>
          <penalty>0</penalty>
          <hidden>0</hidden>
          <idnumber>\(identity.escapedForMarkup())</idnumber>

      """
    text += own.map { "    " + $0 + "\n" }.joined()
    text += hints.map { "    " + Self.element("hint", $0) + "\n" }.joined()
    return text + "  </question>\n"
  }

  private var moodleTask: (type: String, lines: [String]) {
    switch task {
    case .choice(let options, let takesSeveral, let isShuffled):
      return (
        "multichoice",
        [
          "<single>\(!takesSeveral)</single>", "<shuffleanswers>\(isShuffled)</shuffleanswers>",
          "<answernumbering>none</answernumbering>",
        ] + options.map { Self.answer($0.text, $0.share, $0.reply) }
      )
    case .match(let pairs):
      return (
        "matching",
        ["<shuffleanswers>true</shuffleanswers>"]
          + pairs.map { pair in
            "<subquestion format=\"html\">\(Self.text(pair.left))<answer>\(Self.text(pair.right))"
              + "</answer></subquestion>"
          }
      )
    case .order(let steps):
      return (
        "ordering",
        [
          "<layouttype>VERTICAL</layouttype>", "<selecttype>ALL</selecttype>",
          "<selectcount>\(steps.count)</selectcount>",
          "<gradingtype>LONGEST_ORDERED_SUBSET</gradingtype>", "<showgrading>SHOW</showgrading>",
        ]
          + steps.enumerated().map { index, step in
            "<answer fraction=\"\(index + 1)\" format=\"html\">\(Self.text(step))</answer>"
          }
      )
    case .number(let numbers, let unit):
      var lines = numbers.map { number -> String in
        let reply = number.reply.map { Self.element("feedback", $0) } ?? ""
        return
          "<answer fraction=\"\(Self.percent(number.share))\" format=\"moodle_auto_format\"><text>"
          + (number.value.map { BankNumber.written($0) } ?? "*")
          + "</text><tolerance>\(BankNumber.written(number.tolerance))</tolerance>\(reply)</answer>"
      }
      if !unit.isEmpty {
        lines += [
          "<units><unit><multiplier>1</multiplier><unit_name>\(unit.escapedForMarkup())</unit_name>"
            + "</unit></units>"
        ]
      }
      return (
        "numerical",
        lines + [
          "<unitgradingtype>0</unitgradingtype>", "<unitpenalty>0</unitpenalty>",
          "<showunits>\(unit.isEmpty ? 3 : 0)</showunits>", "<unitsleft>0</unitsleft>",
        ]
      )
    case .truth, .short, .other: return ("description", [])
    }
  }

  private static func answer(_ text: BankText, _ share: Double, _ reply: BankText?) -> String {
    "<answer fraction=\"\(percent(share))\" format=\"html\">\(Self.text(text))"
      + (reply.map { element("feedback", $0) } ?? "") + "</answer>"
  }

  private static func element(_ name: String, _ text: BankText) -> String {
    "<\(name) format=\"html\">\(Self.text(text))</\(name)>"
  }

  private static func text(_ text: BankText) -> String {
    "<text>\((text.form == .plain ? text.text : text.html).escapedForMarkup())</text>"
  }
}
