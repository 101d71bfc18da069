/// How fast a batched server is, without simulating it.
extension GPUServer {
  /// Seconds of a request alone on it.
  func seconds(prompt: Double, output: Double) -> Double {
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
    let point = StepLaw.Point(
      prompt: prompt, output: max(1, output), users: Double(sequences), outputRate: 1)
    return law.outputRate(point, room: Double(room)) / point.output
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
