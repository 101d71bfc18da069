import Basics

extension BankQuestion {
  /// The question in GIFT; nil where GIFT has nothing for its kind, with the reason.
  func gift() -> (text: String?, losses: [String]) {
    var losses: [String] = []
    let answers: String
    switch task {
    case .choice(let options, let takesSeveral, let isShuffled):
      if !isShuffled { losses.append("that its answers keep their order") }
      answers = options.map { option in
        let weight =
          takesSeveral ? "~%\(Self.percent(option.share))%" : option.share > 0 ? "=" : "~"
        return "\t" + weight + giftText(option.text) + giftReply(option.reply)
      }.joined(separator: "\n")
    case .match(let pairs):
      answers = pairs.map { "\t=\(giftText($0.left)) -> \(giftText($0.right))" }
        .joined(separator: "\n")
    case .number(let numbers, _):
      answers =
        "#\n"
        + numbers.map { number in
          let weight = number.share < 1 ? "%\(Self.percent(number.share))%" : ""
          return "\t=\(weight)\(BankNumber.written(number.value ?? 0)):"
            + BankNumber.written(number.tolerance) + giftReply(number.reply)
        }.joined(separator: "\n")
    case .order: return (nil, ["GIFT has no steps to bring into order"])
    case .truth, .short, .other: return (nil, ["GIFT is not written for it"])
    }
    if points != nil { losses.append("its points") }
    if !hints.isEmpty { losses.append("its hints") }
    var mark = ""
    if case .number(_, let unit) = task, !unit.isEmpty { mark = " [unit:\(unit)]" }
    let general = solution.map { "\n\t####\(giftText($0))" } ?? ""
    return (
      """
      // [id:\(identity)]\(mark)
      ::\(Self.giftEscaped(name))::[html]\(giftText(prompt)) {\(answers.hasPrefix("#") ? "" : "\n")\(answers)\(general)
      }

      """, losses
    )
  }

  private func giftReply(_ reply: BankText?) -> String { reply.map { "#" + giftText($0) } ?? "" }

  /// A text as HTML on one line. A % at the start of an answer would be a weight.
  private func giftText(_ text: BankText) -> String {
    Self.giftEscaped(text.html.replacingAll("%", with: "&#37;"))
  }

  private static func giftEscaped(_ text: String) -> String {
    var result = ""
    for character in text {
      switch character {
      case "~", "=", "#", "{", "}", ":", "\\": result += "\\" + String(character)
      case _ where character.isNewline: result += "\\n"
      default: result.append(character)
      }
    }
    return result
  }

  /// A share in per cent with five decimals, as Moodle has it: 33.33333.
  static func percent(_ share: Double) -> String {
    let number = (share * 1e7).rounded() / 1e5
    return BankNumber.written(number)
  }
}

extension BankText {
  /// As HTML.
  var html: String {
    switch form {
    case .html, .loose: text
    case .plain, .markdown: text.escapedForMarkup()
    }
  }
}
