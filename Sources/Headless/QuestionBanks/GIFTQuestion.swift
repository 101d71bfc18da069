import Basics

/// One question of GIFT, its escapes hidden.
struct GIFTQuestion {
  private(set) var question: BankQuestion
  private var form = BankText.Form.loose

  init(_ text: String) {
    question = BankQuestion(prompt: BankText("", .loose), task: .other("nothing"))
    var rest = Substring(text)
    if rest.hasPrefix("::"), let end = rest.dropFirst(2).place(of: "::") {
      question.name = GIFTText.shown(rest.dropFirst(2)[..<end.lowerBound])
      rest = rest.dropFirst(2)[end.upperBound...]
    }
    rest = form(of: rest)
    guard let open = rest.firstIndex(of: "{"), let close = rest.lastIndex(of: "}"), open < close
    else {
      question.prompt = BankText(GIFTText.shown(rest), form)
      question.task = .other(
        rest.contains("{") ? "a question whose braces are not closed" : "a text that asks nothing")
      return
    }
    let answers = rest[rest.index(after: open)..<close].trimmed
    let tail = rest[rest.index(after: close)...]
    let isGap = !tail.trimmed.isEmpty
    question.prompt = BankText(
      GIFTText.shown(rest[..<open]) + (isGap ? " _____ " + GIFTText.shown(tail) : ""), form)
    switch Self.depth(of: answers) {
    case nil: question.task = .other("a question with several gaps")
    case 0?: read(answers)
    default: question.task = .other("a question whose braces are not closed")
    }
  }

  /// How many braces are open at the end of what stands from the first to the last; nil where they
  /// are closed and opened again within.
  private static func depth(of answers: String) -> Int? {
    var depth = 0
    for character in answers where character == "{" || character == "}" {
      depth += character == "{" ? 1 : -1
      if depth < 0 { return nil }
    }
    return depth
  }

  /// Takes the form of a text from its front.
  private mutating func form(of text: Substring) -> Substring {
    let text = text.drop { $0.isWhitespace }
    let forms: [(String, BankText.Form)] = [
      ("[html]", .html), ("[moodle]", .loose), ("[plain]", .plain), ("[markdown]", .markdown),
    ]
    guard let (word, form) = forms.first(where: { text.prefix($0.0.count).lowercased() == $0.0 })
    else { return text }
    self.form = form
    return text.dropFirst(word.count)
  }

  // MARK: Answers

  private mutating func read(_ text: String) {
    var answers = Substring(text)
    if let general = text.place(of: "####") {
      question.solution = reply(text[general.upperBound...])
      answers = text[..<general.lowerBound]
    }
    let trimmed = answers.trimmed
    let word = trimmed.prefix { $0 != "#" }.trimmed.uppercased()
    if trimmed.isEmpty {
      question.task = .other("an essay")
    } else if trimmed.hasPrefix("#") {
      number(trimmed.dropFirst().trimmed)
    } else if trimmed.contains("~") {
      choice(trimmed)
    } else if trimmed.contains("="), trimmed.holds("->") {
      match(trimmed)
    } else if ["T", "TRUE", "F", "FALSE"].contains(word) {
      truth(word.hasPrefix("T"), trimmed)
    } else {
      short(trimmed)
    }
  }

  private func reply(_ text: some StringProtocol) -> BankText? {
    let shown = GIFTText.shown(text)
    return shown.isEmpty ? nil : BankText(shown, form)
  }

  /// An answer's text without its weight, the weight as a share, and the reply.
  private func parts(
    _ text: Substring
  ) -> (text: Substring, share: Double?, reply: BankText?) {
    var text = text.drop { $0.isWhitespace }
    var share: Double?
    if text.first == "%", let end = text.dropFirst().firstIndex(of: "%"),
      let number = Double(decimal: text[text.index(after: text.startIndex)..<end])
    {
      share = max(-1, min(1, number / 100))
      text = text[text.index(after: end)...]
    }
    guard let sign = text.firstIndex(of: "#") else { return (text, share, nil) }
    return (text[..<sign], share, reply(text[text.index(after: sign)...]))
  }

  /// The answers of a list, each with the sign in front of it.
  private func signed(_ text: some StringProtocol, _ signs: String) -> [(Character, Substring)] {
    var found: [(Character, Substring)] = []
    let text = Substring(text)
    var sign: Character?
    var start = text.startIndex
    for index in text.indices where signs.contains(text[index]) {
      if let sign { found.append((sign, text[start..<index])) }
      sign = text[index]
      start = text.index(after: index)
    }
    if let sign { found.append((sign, text[start...])) }
    return found
  }

  private mutating func choice(_ text: String) {
    var options: [BankQuestion.Option] = []
    let answers = signed(text, "=~").filter { !$0.1.trimmed.isEmpty }
    let isSingle = answers.contains { $0.0 == "=" }
    for (sign, answer) in answers {
      let (words, share, reply) = parts(answer)
      var own = GIFTQuestion(plain: form)
      let rest = own.form(of: words)
      options.append(
        BankQuestion.Option(
          text: BankText(GIFTText.shown(rest), own.form), share: share ?? (sign == "=" ? 1 : 0),
          reply: reply))
    }
    question.task = .choice(options, takesSeveral: !isSingle, isShuffled: true)
  }

  /// Nothing yet, in a form.
  private init(plain form: BankText.Form) {
    question = BankQuestion(prompt: BankText("", form), task: .other("nothing"))
    self.form = form
  }

  private mutating func truth(_ isTrue: Bool, _ text: String) {
    let replies = text.split(separator: "#", omittingEmptySubsequences: false).dropFirst()
      .map { reply($0) }
    question.task = .truth(
      isTrue, wrong: replies.first ?? nil, right: replies.dropFirst().first ?? nil)
  }

  private mutating func match(_ text: String) {
    var pairs: [BankQuestion.Pair] = []
    for (_, answer) in signed(text, "=") {
      guard let arrow = answer.place(of: "->") else {
        if !answer.trimmed.isEmpty {
          question.losses.append("“\(GIFTText.shown(answer))” belongs to nothing")
        }
        continue
      }
      pairs.append(
        BankQuestion.Pair(
          left: BankText(GIFTText.shown(answer[..<arrow.lowerBound]), form),
          right: BankText(GIFTText.shown(answer[arrow.upperBound...]), form)))
    }
    question.task = .match(pairs)
  }

  private mutating func short(_ text: String) {
    let answers = signed(text.hasPrefix("=") ? text : "=" + text, "=")
    question.task = .short(
      answers.map { sign, answer in
        let (words, share, reply) = parts(answer)
        return BankQuestion.Option(
          text: BankText(GIFTText.shown(words), .plain), share: share ?? 1, reply: reply)
      })
  }

  private mutating func number(_ text: String) {
    let isSigned = text.first == "=" || text.first == "~"
    let answers = signed(isSigned ? text : "=" + text, "=~")
    var numbers: [BankQuestion.Number] = []
    for (sign, answer) in answers {
      let (words, share, reply) = parts(answer)
      let value = words.trimmed
      if sign == "~" || value.isEmpty || value == "*" {
        numbers.append(.init(value: nil, tolerance: 0, share: share ?? 0, reply: reply))
      } else if let (middle, tolerance) = Self.range(value) {
        numbers.append(.init(value: middle, tolerance: tolerance, share: share ?? 1, reply: reply))
      } else {
        question.task = .other("a number that cannot be read (“\(GIFTText.shown(value))”)")
        return
      }
    }
    question.task = .number(numbers, unit: "")
  }

  /// `3.14:0.01` or `3.1..3.2`, or a number alone.
  private static func range(_ text: String) -> (middle: Double, tolerance: Double)? {
    if let dots = text.place(of: "..") {
      guard let low = BankNumber.read(text[..<dots.lowerBound]),
        let high = BankNumber.read(text[dots.upperBound...]), low <= high
      else { return nil }
      // Half of a range has one decimal more than its ends.
      let decimals = 1 + max(decimals(text[..<dots.lowerBound]), decimals(text[dots.upperBound...]))
      return (
        BankNumber.rounded((low + high) / 2, to: decimals),
        BankNumber.rounded((high - low) / 2, to: decimals)
      )
    }
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard let first = parts.first, let value = BankNumber.read(first) else { return nil }
    guard parts.count == 2, !parts[1].trimmed.isEmpty else { return (value, 0) }
    guard let tolerance = BankNumber.read(parts[1]) else { return nil }
    return (value, abs(tolerance))
  }

  /// How many digits stand behind the point of a number; more than are ever written where it has an
  /// exponent.
  private static func decimals(_ text: Substring) -> Int {
    guard !text.contains(where: { "eE".contains($0) }) else { return BankNumber.mostDecimals }
    return text.firstIndex(of: ".").map { text[$0...].count { $0.isNumber } } ?? 0
  }
}

/// Numbers of question banks: digits, a point, an exponent; spaces may part thousands.
enum BankNumber {
  static func read(_ text: some StringProtocol) -> Double? {
    Double(decimal: text.trimmed.replacingAll(" ", with: ""))
  }

  /// More digits behind the point than numbers of questions have.
  static let mostDecimals = 12

  /// Without what arithmetic in binary leaves behind its decimals: 3.1415, not 3.1414999999999997.
  static func rounded(_ number: Double, to decimals: Int) -> Double {
    guard decimals <= mostDecimals else { return number }
    let scale = (0..<decimals).reduce(1.0) { scale, _ in scale * 10 }
    let scaled = (number * scale).rounded()
    return abs(scaled) < 1e15 ? scaled / scale : number
  }

  /// As short as it reads back.
  static func written(_ number: Double) -> String {
    if number == number.rounded(), abs(number) < 1e15 { return "\(Int(number))" }
    return "\(number)"
  }
}
