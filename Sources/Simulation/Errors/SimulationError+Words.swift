extension SimulationError: CustomStringConvertible {
  /// What is wrong, with the names and units of this library.
  public var description: String {
    sentence { setting, _ in
      setting.description
    } value: { value, _ in
      plain(value)
    }
  }

  /// What is wrong, as a sentence without its full stop.
  /// - Parameters:
  ///   - name: how a setting is called where this is shown, and whether that begins the sentence.
  ///   - value: how a number of this measure is written there.
  public func sentence(
    name: (Setting, _ isFirst: Bool) -> String, value: (Double, Setting.Measure) -> String
  ) -> String {
    switch self {
    case .cancelled: "The simulation was stopped"
    case .unreadable(let path, let fault): "\(path) \(fault.words)"
    case .unusable(let setting, let fault):
      "\(name(setting, true)) \(fault.words(setting, { name($0, false) }, value))"
    }
  }
}

extension SettingFault {
  /// What is wrong, to stand after the name of the setting.
  fileprivate func words(
    _ setting: Setting, _ name: (Setting) -> String, _ value: (Double, Setting.Measure) -> String
  ) -> String {
    func own(_ number: Double) -> String { value(number, setting.measure) }
    switch self {
    case .notANumber: return "is not a number"
    case .tooSmall(let number, let least):
      return "is \(own(number)); it must be at least \(own(least))"
    case .tooLarge(let number, let most):
      return "is \(own(number)); it must be at most \(own(most))"
    case .below(let number, let other, let bound):
      return "is \(own(number)), below \(name(other)), which is \(own(bound))"
    case .above(let number, let other, let bound):
      return "is \(own(number)), above \(name(other)), which is \(own(bound))"
    case .tooMany(let thing, let count?, let most):
      return "asks for about \(value(count, .plain)) \(thing.rawValue); "
        + "\(value(most, .plain)) is the most"
    case .tooMany(let thing, nil, let most):
      return "asks for more than \(value(most, .plain)) \(thing.rawValue), which is the most"
    case .tooSteep(let most): return "is more than \(value(most, .plain)) times the mean"
    case .unbounded: return "is so far above the median that the mean is unbounded"
    case .nothingComes: return "is 0, so that no request comes; ask for a time, not for requests"
    case .tooSlow: return "is so low that the requests take over 30,000 years"
    case .zeroUnlike(let other): return "is 0 while \(name(other)) is not"
    case .empty: return "holds no values"
    case .nothingServes: return "is 0 and nothing is reserved, so that no instance serves"
    case .notEndless: return "holds a file, which ends, among requests that come without end"
    case .notAtRandom:
      return "holds requests at equal distances, or a file: only what comes at "
        + "random can grow"
    case .needsSingleRequests:
      return "needs instances that take one request at a time: \(name(Setting(.concurrency))) 1"
    case .needsOneLine:
      return "needs requests that wait in one line for the first free instance"
    case .needsOtherScaling:
      return "says nothing where a schedule or an autoscaler says how many instances there are"
    case .exceedsCache(let tokens, let room):
      return "takes \(value(tokens, .tokens)) with its answer; the KV cache holds "
        + value(room, .tokens)
    case .isBatched:
      return
        "is a batched server, which knows no pools, no clients that leave, no interruptions and "
        + "no schedule"
    case .unserved(let kind):
      return "holds none that serves " + (kind.isEmpty ? "the requests" : "requests of \(kind)")
    case .needsTimes: return "holds work in tokens; several kinds of requests need times"
    case .isMixed: return "knows no clients that leave, and nothing that goes wrong"
    case .excludes(let other, let instead):
      return "by an autoscaler or a histogram cannot go with \(name(other)); "
        + "\(name(instead)) keeps instances too"
    }
  }
}

extension TraceFault {
  /// What is wrong, to stand after the name of the file.
  fileprivate var words: String {
    switch self {
    case .closed(let reason): "cannot be read: \(reason)"
    case .noFiles: "cannot be read: there are no files here"
    case .noFile: "is not a file"
    case .utf16: "is in UTF-16; save it as UTF-8"
    case .jsonArray:
      "is one JSON array; it has to have an object on each line, as jq -c '.[]' writes them"
    case .carriageReturns:
      "ends its lines with carriage returns alone; save it with line feeds"
    case .empty: "is empty"
    case .damaged: "is packed with gzip, and damaged or cut short"
    case .rubbish: "is packed with gzip, and something else stands behind the packed part"
    case .longFirstLine:
      "has a first line of more than \(RowReader.longestRow) bytes, which is no line of names"
    case .noLines(let bytes): "has no end of a line in \(bytes) bytes, so that it is no table"
    case .tooLong(let bytes):
      "holds more than \(bytes) bytes, which is the most that is kept of a stream; keep the requests "
        + "in a file, and give its name"
    case .nothing(let problem):
      "holds no request that could be read" + (problem.map { ": \($0)" } ?? "")
    case .noColumn(let name, let columns):
      "has no column \(name); its columns are \(TraceFault.list(columns))"
    case .noUsualColumn(let meaning, let names, let columns):
      "has no column for \(meaning): one of \(names.joined(separator: ", ")); its columns are "
        + TraceFault.list(columns)
    case .noTimes(let columns):
      "has no time column such as \"time\" or \"timestamp\" in its first line; its columns are "
        + TraceFault.list(columns)
    case .noNames:
      "starts with a time and not with names; its first line has to name the columns, as in \"time,duration\""
    }
  }

  private static func list(_ names: [String]) -> String {
    let shown = names.prefix(12).map { FieldText.quote($0.utf8) }.joined(separator: ", ")
    return names.count > 12 ? shown + " and \(names.count - 12) more" : shown
  }
}

/// A number without a fraction of zero.
private func plain(_ value: Double) -> String {
  value.magnitude < 1e15 && value == value.rounded() ? "\(Int64(value))" : "\(value)"
}
