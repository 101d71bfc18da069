/// How fast a batched server is, without simulating it.
extension GPUServer {
  /// Seconds of a request alone on it.
  func seconds(prompt: Double, output: Double) -> Double {
    if let reader = readers.first {
      let writing = max(0, output - 1) * step(1, prompt: prompt, output: output)
      return 1 / reader.readingCapacity(prompt: prompt) + transfer * prompt + writing
    }
    let point = StepLaw.Point(prompt: prompt, output: max(1, output), users: 1, outputRate: 1)
    return point.output / law.outputRate(point, room: nil)
  }

  /// Variance of the seconds of requests alone on it, about: a prompt and an answer of other lengths
  /// take longer in proportion.
  func variance(prompt: Law, output: Law) -> Double {
    let whole = seconds(prompt: prompt.mean, output: output.mean)
    let perPrompt = (whole - seconds(prompt: 0, output: output.mean)) / max(1, prompt.mean)
    let perOutput =
      (whole - seconds(prompt: prompt.mean, output: 1)) / max(1, output.mean - 1)
    return perPrompt * perPrompt * prompt.variance + perOutput * perOutput * output.variance
  }

  /// Requests of a length that it answers in a second when it is full.
  public func capacity(prompt: Double, output: Double) -> Double {
    if !readers.isEmpty {
      let reading = readers.reduce(0) { $0 + $1.readingCapacity(prompt: prompt) }
      if output <= 1 { return reading }
      let point = StepLaw.Point(
        prompt: prompt, output: output, users: Double(sequences), outputRate: 1)
      let together = point.together(Double(room))
      let writing =
        together / ((output - 1) * step(together, prompt: prompt, output: output))
      return min(reading, writing)
    }
    let point = StepLaw.Point(
      prompt: prompt, output: max(1, output), users: Double(sequences), outputRate: 1)
    return law.outputRate(point, room: Double(room)) / point.output
  }
}

extension GPUServer {
  /// Prompts that it reads in a second where it does nothing else: steps that are full of them.
  fileprivate func readingCapacity(prompt: Double) -> Double {
    let full = Double(budget)
    let step = law.fixed + law.arithmetic(0, full)
    return 1
      / (prompt / full * step + law.perSequence + law.perPromptPair * prompt * prompt / 2)
  }

  /// Seconds of a step that writes to so many.
  fileprivate func step(_ sequences: Double, prompt: Double, output: Double) -> Double {
    law.fixed + law.perSequence * sequences
      + law.perContextToken * sequences * (prompt + output / 2) + law.arithmetic(sequences, 0)
  }
}

extension Fleet {
  /// Requests that an instance serves at once, each at the speed that it has alone.
  var servedAtOnce: Double {
    guard case .batched(let prompt, let output, let server) = service else {
      return Double(concurrency) * batchedSpeed(concurrency)
    }
    return server.capacity(prompt: prompt.mean, output: output.mean) * service.mean
  }

  /// How many times as long as alone a request takes in a full instance.
  var longestStretch: Double {
    concurrency > 1 ? Double(concurrency) / max(servedAtOnce, 1e-9) : 1
  }
}
