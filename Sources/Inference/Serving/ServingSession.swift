/// A server at work: the model while it is loaded, and the clock.
struct ServingSession {
  private let serving: Serving
  private var start = Machine.now
  private var engine: Engine?
  private var loadedAt = 0.0
  private var lastBusy = 0.0
  private var report: ServingReport
  private let memoryBefore = Machine.residentBytes

  /// Seconds between looks at whether the caller wants to stop.
  private static let tick = 0.05

  init(_ serving: Serving) throws(InferenceError) {
    if case .serverless(let keepAlive) = serving.mode {
      guard keepAlive >= 0, keepAlive <= 86_400 else {
        throw InferenceError(.invalidRequest, "keep-alive", .outside(0, 86_400, .seconds))
      }
    }
    self.serving = serving
    report = ServingReport(mode: serving.mode)
  }

  private var now: Double { Machine.now - start }

  /// Loads the model afresh.
  mutating func load(_ onEvent: (Serving.Event) -> Flow) throws(InferenceError) -> Flow {
    guard onEvent(.loading) == .goOn else { return .stop }
    report.droppedPageCache =
      serving.dropsPageCache && serving.bytes == nil
      && FileBytes.dropPageCache(path: serving.model)
    let from = now
    let bytes: FileBytes
    if let given = serving.bytes {
      bytes = given
    } else {
      bytes = try FileBytes(path: serving.model)
    }
    let model = try Model(bytes, threads: serving.threads, isCancelled: serving.isCancelled)
    let engine = try Engine(model, threads: serving.threads)
    engine.isCancelled = serving.isCancelled
    self.engine = engine
    loadedAt = from
    lastBusy = now
    report.loads.append(now - from)
    report.fileBytes = model.file.bytes.count
    report.threads = engine.threads
    report.kernels = engine.kernels.name
    noteMemory()
    return onEvent(.loaded(seconds: now - from))
  }

  /// Starts the clock anew: a dedicated server is ready before its first request.
  mutating func restartClock() {
    let passed = now
    start += passed
    loadedAt -= passed
    lastBusy = 0
  }

  /// Waits for a moment; a serverless model is unloaded when its keep-alive has passed. A request that
  /// came while another was served is next: between them the model is never idle.
  mutating func wait(until time: Double, _ onEvent: (Serving.Event) -> Flow) -> Flow {
    if engine != nil, time <= lastBusy { return .goOn }
    if time > now, onEvent(.waiting(seconds: time - now)) == .stop { return .stop }
    while now < time {
      unloadIfIdle(onEvent)
      var next = min(time, now + Self.tick)
      if engine != nil, let end = keepAliveEnd { next = min(next, max(end, now)) }
      Machine.sleep(next - now)
      if onEvent(.waiting(seconds: max(0, time - now))) == .stop { return .stop }
    }
    unloadIfIdle(onEvent)
    return .goOn
  }

  private var keepAliveEnd: Double? {
    guard case .serverless(let keepAlive) = serving.mode else { return nil }
    return lastBusy + keepAlive
  }

  private mutating func unloadIfIdle(_ onEvent: (Serving.Event) -> Flow) {
    guard engine != nil, let end = keepAliveEnd, now >= end else { return }
    unload(at: end)
    // Whoever wants to stop says so at the next request.
    _ = onEvent(.unloaded)
  }

  private mutating func unload(at time: Double) {
    engine = nil
    report.secondsAlive += max(0, time - loadedAt)
  }

  mutating func serve(
    _ number: Int, _ arrival: Serving.Arrival, _ onEvent: (Serving.Event) -> Flow
  ) throws(InferenceError) -> (ServingReport.Served, Flow) {
    let isCold = engine == nil
    var progress = Flow.goOn
    if isCold { progress = try load(onEvent) }
    let begin = now
    let watch = Stopwatch()
    var generation = Generation()
    if progress == .goOn, let engine {
      var request = arrival.request
      if serving.formsPrompts { request.prompt = engine.model.prompt(request.prompt) }
      generation = try engine.generate(request) { step in
        progress = onEvent(.step(request: number, step))
        return progress
      }
      noteMemory()
    }
    lastBusy = now
    report.secondsBusy += now - begin
    report.secondsOnProcessor += watch.share(threads: report.threads) * watch.elapsed
    let served = ServingReport.Served(
      arrival: arrival.time, wait: begin - arrival.time,
      loadTime: isCold ? report.loads.last ?? 0 : 0, isCold: isCold,
      timeToFirstToken: begin - arrival.time + generation.timeToFirstToken,
      serviceTime: now - begin, latency: now - arrival.time, generation: generation)
    if progress == .goOn { progress = onEvent(.served(request: number)) }
    return (served, progress)
  }

  /// Ends it. A serverless model still lives for its keep-alive, which is counted, not waited for.
  mutating func finish(
    _ served: [ServingReport.Served], _ onEvent: (Serving.Event) -> Flow
  ) -> ServingReport {
    if engine != nil {
      unload(at: keepAliveEnd ?? now)
      // It is over in any case.
      _ = onEvent(.unloaded)
    }
    report.served = served
    report.duration = max(now, keepAliveEnd ?? 0)
    return report
  }

  private mutating func noteMemory() {
    report.memoryHeld = max(report.memoryHeld, Machine.residentBytes - memoryBefore)
  }
}
