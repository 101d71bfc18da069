import Basics

/// What the front door tells a worker. The end of its input tells it to finish and leave.
enum Order: Sendable, Equatable {
  case write(Int, Job)
  case cancel(Int)

  var json: JSON {
    switch self {
    case .write(let number, let job): .object(["write": JSON(number), "job": job.json])
    case .cancel(let number): .object(["cancel": JSON(number)])
    }
  }

  init?(_ json: JSON) {
    if let number = json.member("write")?.asWhole, let job = json.member("job").flatMap({ Job($0) })
    {
      self = .write(number, job)
    } else if let number = json.member("cancel")?.asWhole {
      self = .cancel(number)
    } else {
      return nil
    }
  }
}

/// What a worker tells the front door.
enum Report: Sendable, Equatable {
  /// It begins to load; the share of the file that was in memory, where the system says.
  case loading(resident: Double?)
  /// The model is there: seconds that it took, those of them that were waited on top of the real
  /// ones, and the tokens of its context.
  case ready(seconds: Double, madeUp: Double, context: Int)
  /// The model cannot be loaded. The worker leaves.
  case failed(String)
  /// A job cannot be done as it stands: the field of the request that is at fault, if any.
  case refused(Int, field: String?, reason: String)
  /// One pass through the network: a token of each sequence, in order; and whether it took longer
  /// than the stated pace has it.
  case pass([Token], isLate: Bool = false)

  /// A token of a sequence.
  struct Token: Sendable, Equatable {
    var job: Int
    /// The text that became certain with it.
    var text: String
    /// Tokens written so far.
    var count: Int
    /// Why it was the last, where it was: "stop" or "length".
    var finish: String?
    /// Tokens of the prompt.
    var promptTokens: Int
    /// With the last token, those of the prompt that were not computed again; nil where none are kept.
    var reusedTokens: Int?

    var usage: Usage {
      Usage(promptTokens: promptTokens, reusedTokens: reusedTokens, tokens: count)
    }
  }

  var json: JSON {
    switch self {
    case .loading(let resident):
      .object(["loading": resident.map { .number($0) } ?? .null])
    case .ready(let seconds, let madeUp, let context):
      .object([
        "ready": .number(seconds), "made_up": .number(madeUp), "context": JSON(context),
      ])
    case .failed(let reason): .object(["failed": .string(reason)])
    case .refused(let job, let field, let reason):
      .object([
        "refused": JSON(job), "field": field.map { .string($0) } ?? .null,
        "reason": .string(reason),
      ])
    case .pass(let tokens, let isLate):
      .object([
        "late": .bool(isLate),
        "pass": .array(
          tokens.map {
            .array([
              JSON($0.job), .string($0.text), JSON($0.count),
              $0.finish.map { .string($0) } ?? .null, JSON($0.promptTokens),
              $0.reusedTokens.map { JSON($0) } ?? .null,
            ])
          }),
      ])
    }
  }

  init?(_ json: JSON) {
    if let tokens = json.member("pass")?.asList {
      self = .pass(tokens.compactMap { Token($0) }, isLate: json.member("late") == .bool(true))
    } else if let resident = json.member("loading") {
      self = .loading(resident: resident.asNumber)
    } else if let seconds = json.member("ready")?.asNumber,
      let context = json.member("context")?.asWhole
    {
      let madeUp = json.member("made_up")?.asNumber ?? 0
      self = .ready(seconds: seconds, madeUp: madeUp, context: context)
    } else if let reason = json.member("failed")?.asText {
      self = .failed(reason)
    } else if let job = json.member("refused")?.asWhole {
      self = .refused(
        job, field: json.member("field")?.asText, reason: json.member("reason")?.asText ?? "")
    } else {
      return nil
    }
  }
}

extension Report.Token {
  init?(_ json: JSON) {
    guard let parts = json.asList, parts.count == 6, let job = parts[0].asWhole,
      let text = parts[1].asText, let count = parts[2].asWhole, let prompt = parts[4].asWhole
    else { return nil }
    self.init(
      job: job, text: text, count: count, finish: parts[3].asText, promptTokens: prompt,
      reusedTokens: parts[5].asWhole)
  }
}
