import Basics

/// "gigabytes", "calls" and "6ct" in the units that the language has.
extension AnswerWords {
  /// Units' names in full, and what is counted without being one.
  static func spelledUnits(_ words: [String], in known: AnswerUnits) -> [String] {
    let words = countingServers(words, in: known)
    return words.indices.map { index in
      let word = words[index]
      let bare = word.lowercased()
      let isBehind = index > 0 || words.count == 1
      let parts = word.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
      // As programs that measure it write tokens, of which a tonne in a second is none.
      if word == "t/s", isBehind, known.names.text("gpu") == "gpu" { return "tokens/s" }
      // $10,200/mth
      let spelled = parts.indices.map { place in
        spelledUnit(parts[place], mayStandAlone: place > 0 || isBehind, in: known)
      }.joined(separator: "/")
      if spelled != word { return spelled }
      // Things are counted as GPUs are, or whatever serves in the course, where a number stands in
      // front of them.
      if index > 0, index == words.count - 1, isNumber(words[index - 1]),
        known.catalog.unit(named: word) == nil
      {
        if instances.contains(bare) || known.isServer(bare) { return known.names.text("gpu") }
        if calls.contains(bare) { return known.names.text("requests") }
      }
      return word
    }
  }

  /// "3 x H100" as "3 H100", and "3 H100 GPUs" as "3 GPUs".
  private static func countingServers(_ words: [String], in known: AnswerUnits) -> [String] {
    guard let place = words.firstIndex(where: known.isServer), place > 0 else { return words }
    var words = words
    if place > 1, ["x", "X", "×", "*"].contains(words[place - 1]), isNumber(words[place - 2]) {
      words.remove(at: place - 1)
    } else if let sign = words[place - 1].last, "xX×".contains(sign),
      isNumber(String(words[place - 1].dropLast()))
    {
      words[place - 1].removeLast()
    } else if ["gpu", "gpus"].contains((words[safe: place + 1] ?? "").lowercased()) {
      words.remove(at: place)
    }
    return words
  }

  /// A unit as the language has it, by itself or right behind its number: 6ct.
  private static func spelledUnit(
    _ word: String, mayStandAlone: Bool, in known: AnswerUnits
  ) -> String {
    let number = word.prefix { AnswerCharacters.isDigit($0) || $0 == "." || $0 == "," }
    let name = String(word.dropFirst(number.count))
    guard number.isEmpty ? mayStandAlone : number.contains(where: AnswerCharacters.isDigit),
      number.isEmpty || known.catalog.unit(named: name) == nil,
      let unit = units[name.lowercased()]
    else { return word }
    return (number.isEmpty ? "" : "\(number) ") + known.names.text(unit)
  }

  static let units: [String: String] = [
    "milliseconds": "ms", "millisecond": "ms", "msec": "ms", "msecs": "ms", "microseconds": "us",
    "kilobytes": "kB", "kilobyte": "kB", "megabytes": "MB", "megabyte": "MB", "gigabytes": "GB",
    "gigabyte": "GB", "terabytes": "TB", "terabyte": "TB", "gb": "GB", "mb": "MB", "tb": "TB",
    "gigs": "GB", "gibibytes": "GiB", "gibibyte": "GiB", "mebibytes": "MiB", "gib": "GiB",
    "gigabits": "Gbit", "gigabit": "Gbit", "megabits": "Mbit", "bucks": "dollars", "buck": "dollar",
    "penny": "cents", "pennies": "cents", "ct": "cents", "cts": "cents", "min.": "min",
    "sec.": "s", "hrs.": "h", "mo.": "month", "rps": "requests/s", "qps": "requests/s",
    "rpm": "requests/min", "tps": "tokens/s", "gbytes": "GB", "mbytes": "MB", "tbytes": "TB",
    "kbytes": "kB", "mth": "month", "mths": "month", "mnth": "month", "annum": "year",
    "call": "requests", "calls": "requests", "hit": "requests", "query": "requests",
    "queries": "requests", "answers": "requests",
  ]

  private static let instances: Set = [
    "instance", "instances", "server", "servers", "machine", "machines", "replica", "replicas",
    "card", "cards", "worker", "workers", "node", "nodes", "container", "containers", "copies",
  ]

  private static let calls: Set = [
    "hits", "user", "users", "job", "jobs", "people", "answer", "answers",
  ]

  static func isNumber(_ word: String) -> Bool {
    word.last.map { AnswerCharacters.isDigit($0) || "kMB".contains($0) } == true
      && word.contains(where: AnswerCharacters.isDigit)
  }
}
