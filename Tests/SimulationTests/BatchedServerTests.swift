import Testing

@testable import Simulation

/// A batched server, against closed forms and against one that counts each token by itself.
@Suite struct BatchedServerTests {
  private static let law = StepLaw(
    fixed: 4e-3, perSequence: 2e-5, perContextToken: 5e-8, prefillRate: 50_000)

  @Test func oneRequestAloneIsAnArithmeticSeries() throws {
    let server = GPUServer(law: Self.law, room: 100_000)
    let outcome = try ClosedLoop(users: 1, prompt: 1000, output: 200).run(on: server)
    // The prompt and its first token in one step, then 199 steps over a context that grows.
    let first: Double = 4e-3 + 2e-5 + 999 / 50_000
    let contexts = 199.0 * 1001 + 199 * 198 / 2
    let rest: Double = 199 * (4e-3 + 2e-5) + 5e-8 * contexts
    #expect(abs(outcome.seconds / (5 * (first + rest)) - 1) < 1e-12)
    #expect(outcome.requests == 5 && outcome.preemptions == 0)
    #expect(abs(outcome.firstToken.quantile(0.5) - first) < 1e-12)
  }

  @Test func longPromptsAreReadInPieces() throws {
    var server = GPUServer(law: Self.law, room: 100_000)
    server.budget = 2048
    server.law.perPromptPair = 1e-9
    let outcome = try ClosedLoop(users: 1, prompt: 5000, output: 1).run(on: server)
    let pairs = 5000.0 * 5000 / 2
    let first: Double = 3 * 4e-3 + 2e-5 + 4999 / 50_000 + pairs * 1e-9
    #expect(abs(outcome.seconds / (5 * first) - 1) < 1e-12)
  }

  @Test func whatIsFoundInTheCacheIsNotRead() throws {
    var server = GPUServer(law: Self.law, room: 100_000)
    server.cached = 0.75
    let outcome = try ClosedLoop(users: 1, prompt: 4000, output: 1).run(on: server)
    let first: Double = 4e-3 + 2e-5 + 999 / 50_000
    #expect(abs(outcome.firstToken.quantile(0.5) - first) < 1e-12)
  }

  @Test func arithmeticHidesBehindTheReadingOfTheWeights() {
    var law = Self.law
    law.weights = 2e-3
    // 64 tokens take 1.28 ms: less than the weights.
    #expect(abs(law.seconds(sequences: 64, context: 0) - 7.28e-3) < 1e-15)
    #expect(abs(law.seconds(sequences: 0, context: 0, prefill: 5000) - 0.104) < 1e-15)
    law.experts = .init(all: 8e-3, share: 1 / 16)
    let reading = 2e-3 + 8e-3 * (1 - 0.9375 * 0.9375)
    let step = 4e-3 + 4e-5 + reading
    #expect(abs(law.seconds(sequences: 2, context: 0) - step) < 1e-15)
  }

  /// Random servers and requests: every request's times are those of a server that goes token by
  /// token, with a list for a heap and a count of blocks made anew in each step.
  @Test(arguments: UInt64(1)...60)
  func agreesWithOneThatCountsEachToken(seed: UInt64) throws {
    var random = Xoshiro(seed: seed, stream: 9)
    func whole(_ range: ClosedRange<Int>) -> Int {
      range.lowerBound + Int(random.uniform() * Double(range.count))
    }
    var server = GPUServer(law: Self.law, room: whole(400...4000))
    server.block = whole(1...20)
    server.sequences = whole(1...12)
    server.budget = server.sequences + whole(1...300)
    server.law.perPromptPair = 1e-8
    if seed % 3 == 0 { server.law.weights = 1e-3 }
    if seed % 4 == 0 { server.cached = 0.4 }
    if seed % 5 < 2 { server.swap = 3e-6 }
    let most = server.room / server.block * server.block
    var requests: [BatchedRequest] = []
    var time = 0.0
    for id in 0..<80 {
      let prompt = whole(1...min(300, most - 1))
      let output = whole(1...min(200, most - prompt))
      if whole(0...3) > 0 { time += random.uniform() * 0.4 }
      requests.append(BatchedRequest(id: id, prompt: prompt, output: output, arrival: time))
    }
    let expected = TokenByToken.run(server, requests)
    let found = Self.run(server, requests)
    #expect(found.requests.count == requests.count, "seed \(seed)")
    for (one, other) in zip(found.requests, expected.requests) {
      #expect(
        one.id == other.id && abs(one.begin - other.begin) < 1e-9
          && abs(one.firstToken - other.firstToken) < 1e-9 && abs(one.end - other.end) < 1e-9,
        "seed \(seed), request \(one.id): \(one) instead of \(other)")
    }
    #expect(found.preemptions == expected.preemptions, "seed \(seed)")
  }

  private static func run(
    _ server: GPUServer, _ requests: [BatchedRequest]
  ) -> (requests: [BatchedRequest], preemptions: Int) {
    var engine = StepEngine(server)
    for request in requests {
      while engine.next() < request.arrival { engine.finish() }
      engine.add(request, at: request.arrival)
    }
    while engine.count > 0 { engine.finish() }
    return (engine.finished.sorted { $0.id < $1.id }, engine.preemptions)
  }

  /// Prompts that others read: first a server by itself, then one to which each comes read.
  @Test(arguments: UInt64(1)...40)
  func readingApartIsOneServerAfterAnother(seed: UInt64) throws {
    var random = Xoshiro(seed: seed, stream: 10)
    func whole(_ range: ClosedRange<Int>) -> Int {
      range.lowerBound + Int(random.uniform() * Double(range.count))
    }
    var reader = GPUServer(law: Self.law, room: 4000)
    reader.sequences = whole(1...8)
    reader.budget = reader.sequences + whole(1...300)
    var writer = GPUServer(law: Self.law, room: whole(600...4000))
    writer.law.fixed = 2e-3
    writer.sequences = whole(2...12)
    writer.budget = writer.sequences + 200
    if seed % 3 == 0 { writer.swap = 3e-6 }
    var requests: [BatchedRequest] = []
    var time = 0.0
    for id in 0..<60 {
      time += random.uniform() * 0.2
      requests.append(
        BatchedRequest(id: id, prompt: whole(1...300), output: whole(1...200), arrival: time))
    }
    let transfer = seed % 2 == 0 ? 0 : 1e-5
    let read = Self.run(
      reader,
      requests.map {
        BatchedRequest(id: $0.id, prompt: $0.prompt, output: 1, arrival: $0.arrival)
      }
    ).requests
    var sent: [BatchedRequest] = []
    for (request, done) in zip(requests, read) where request.output > 1 {
      var one = request
      one.arrival = done.end + transfer * Double(request.prompt)
      (one.written, one.isKept, one.firstToken) = (1, true, done.end)
      sent.append(one)
    }
    sent.sort { $0.arrival < $1.arrival }
    let written = TokenByToken.run(writer, sent)

    var server = writer
    (server.readers, server.transfer) = ([reader], transfer)
    var engine = ServerEngine(server)
    var found: [BatchedRequest] = []
    for request in requests {
      while engine.count > 0, engine.next() < request.arrival { engine.finish() }
      engine.add(request, at: request.arrival)
      found += engine.takeFinished()
    }
    while engine.count > 0 { engine.finish() }
    found += engine.takeFinished()
    #expect(engine.preemptions == written.preemptions, "seed \(seed)")
    #expect(found.count == requests.count, "seed \(seed)")
    for one in found {
      let end = written.requests.first { $0.id == one.id }?.end ?? read[one.id].end
      #expect(
        one.output == requests[one.id].output && one.arrival == requests[one.id].arrival
          && abs(one.firstToken - read[one.id].firstToken) < 1e-9 && abs(one.end - end) < 1e-9,
        "seed \(seed), request \(one.id)")
    }
  }

  /// More servers that read never make a first token wait longer, where each reads one at a time.
  @Test func moreReadersReadSooner() throws {
    var reader = GPUServer(law: Self.law, room: 4000)
    (reader.sequences, reader.budget) = (1, 300)
    var means: [Double] = []
    for count in [1, 2, 4] {
      var server = GPUServer(law: Self.law, room: 100_000)
      server.readers = Array(repeating: reader, count: count)
      let outcome = try ClosedLoop(users: 8, prompt: 400, output: 20).run(on: server)
      means.append(outcome.firstToken.quantile(0.9))
    }
    #expect(means[0] > means[1] && means[1] > means[2])
  }

  /// What a fleet takes for its capacity is where its line begins to grow.
  @Test(arguments: [(4096, 64), (256, 512), (1000, 1)])
  func aFleetThatReadsApartKnowsWhatItCanDo(prompt: Int, output: Int) throws {
    var server = GPUServer(law: Self.law, room: 400_000)
    server.sequences = 64
    server.readers = [GPUServer(law: Self.law, room: 400_000)]
    let capacity = server.capacity(prompt: Double(prompt), output: Double(output))
    for (share, isTooMuch) in [(0.85, false), (1.15, true)] {
      let requests = (0..<1500).map {
        TracedRequest(
          time: Double($0) / (share * capacity), promptTokens: Double(prompt),
          outputTokens: Double(output))
      }
      let answers = try server.answers(to: requests)
      let (early, late) = (answers[700].latency, answers[1450].latency)
      #expect((late > 1.5 * early) == isTooMuch, "\(share): \(early), \(late)")
    }
  }

  @Test func readersDoNotReadForReaders() throws {
    let one = GPUServer(law: Self.law, room: 4000)
    var two = one
    two.readers = [one]
    var three = one
    three.readers = [two]
    try two.validate()
    #expect(throws: SimulationError.self) { try three.validate() }
    // What a reader's cache cannot hold does not come to the writer.
    #expect(throws: SimulationError.self) {
      try ClosedLoop(users: 1, prompt: 4500, output: 1).run(on: two)
    }
  }

  @Test func refusesWhatIsNoServer() {
    let loop = ClosedLoop(users: 4, prompt: 600, output: 600)
    #expect(throws: SimulationError.self) {
      try loop.run(on: GPUServer(law: Self.law, room: 1000))
    }
    var server = GPUServer(law: Self.law, room: 100_000)
    server.budget = 10
    #expect(throws: SimulationError.self) { try loop.run(on: server) }
    server = GPUServer(
      law: StepLaw(fixed: 0, perSequence: 0, perContextToken: 0, prefillRate: 1), room: 100_000)
    #expect(throws: SimulationError.self) { try loop.run(on: server) }
  }
}

/// A batched server that goes from token to token: slow and plain.
private enum TokenByToken {
  static func run(
    _ server: GPUServer, _ all: [BatchedRequest]
  ) -> (requests: [BatchedRequest], preemptions: Int) {
    var coming = all
    var waiting: [BatchedRequest] = []
    // In the order in which they were taken in; unread is 0 for those that are answered.
    var running: [BatchedRequest] = []
    var ended: [BatchedRequest] = []
    var (preemptions, copied) = (0, 0)
    var now = 0.0
    let total = server.room / server.block
    func blocks(_ tokens: Int) -> Int { (tokens + server.block - 1) / server.block }
    /// Each holds the blocks of what it knows, and of the token that comes next while it is read.
    func held() -> Int {
      running.reduce(0) { $0 + blocks($1.known + ($1.unread > 0 ? 1 : 0)) }
    }
    while ended.count < all.count {
      while let next = coming.first, next.arrival <= now {
        waiting.append(next)
        coming.removeFirst()
      }
      if running.isEmpty, waiting.isEmpty {
        now = coming[0].arrival
        continue
      }
      var wasPutOut = false
      while true {
        let needed = running.reduce(0) { $0 + blocks($1.known + 1) }
        if needed <= total || running.count <= 1 { break }
        var last = running.removeLast()
        if server.swap > 0, last.unread == 0 {
          (last.isKept, last.toCopy) = (true, last.known)
          copied += last.known
        }
        waiting.insert(last, at: 0)
        preemptions += 1
        wasPutOut = true
      }
      while !wasPutOut, var next = waiting.first, running.count < server.sequences,
        held() + blocks(next.known + 1) <= total
      {
        waiting.removeFirst()
        if next.isKept {
          copied += next.toCopy
          (next.isKept, next.toCopy, next.unread) = (false, 0, 0)
        } else {
          next.unread = max(
            1, next.known - Int((Double(next.known) * server.cached).rounded(.down)))
        }
        if next.begin < 0 { next.begin = now }
        running.append(next)
      }
      let answering = running.indices.filter { running[$0].unread == 0 }
      let context = answering.reduce(0) { $0 + running[$1].known }
      var left = server.budget - answering.count
      var (prefill, pairs, done) = (0, 0.0, [Int]())
      for index in running.indices where running[index].unread > 0 && left > 0 {
        let piece = min(left, running[index].unread)
        let earlier = Double(running[index].known - running[index].unread)
        pairs += Double(piece) * earlier + Double(piece * piece) / 2
        running[index].unread -= piece
        prefill += piece
        left -= piece
        if running[index].unread == 0 { done.append(index) }
      }
      now += server.law.seconds(
        sequences: answering.count + done.count, context: context, prefill: prefill - done.count,
        pairs: pairs)
      now += Double(copied) * server.swap
      copied = 0
      for index in answering { running[index].written += 1 }
      for index in done {
        running[index].written += 1
        if running[index].firstToken < 0 { running[index].firstToken = now }
      }
      for index in running.indices where running[index].written == running[index].output {
        running[index].end = now
        ended.append(running[index])
      }
      running.removeAll { $0.written == $0.output }
    }
    return (ended.sorted { $0.id < $1.id }, preemptions)
  }
}
