/// What a batched server does, from step to step.
///
/// Steps in which nothing changes but the length of the contexts are taken together: their times are
/// an arithmetic series. So the work is counted in requests, not in tokens.
struct StepEngine {
  let server: GPUServer
  /// When the steps that are under way began.
  private(set) var now = 0.0
  /// Requests that have ended, for the caller to take.
  private(set) var finished: [BatchedRequest] = []
  /// How often a request was put out of the cache to make room.
  private(set) var preemptions = 0
  /// Prompt tokens read.
  private(set) var tokensRead = 0
  /// Seconds in which a step was under way.
  private(set) var busy = 0.0

  private var requests: [BatchedRequest] = []
  private var freeSlots: [Int] = []
  /// Those that wait to be taken in, by their slots.
  private var waiting = SlotLine()
  /// Those whose prompts are read, in their order.
  private var reading: [Int] = []
  private var answering = AnswerHeap()
  private var cache: BlockCache
  private var steps = 0
  private var orders = 0
  /// How often it was planned what to do next.
  private var plans = 0

  /// The steps under way: how many, and what is read of prompts in them.
  private var plan: Plan?

  /// Tokens that are copied between the cache and the host's memory in the next step.
  private var toCopy = 0

  private struct Plan {
    var steps: Int
    /// Seconds in which is copied before the first step.
    var copying = 0.0
    /// Seconds of the first step.
    var first: Double
    /// By how much each is longer than the one before.
    var growth: Double
    /// What is read of the first of those in `reading`.
    var pieces: [Int]

    func seconds(_ count: Int) -> Double {
      if count == 0 { return 0 }
      let steps = Double(count)
      return copying + steps * first + growth * steps * (steps - 1) / 2
    }
  }

  init(_ server: GPUServer) {
    self.server = server
    cache = BlockCache(blocks: server.room / server.block, of: server.block)
  }

  /// Requests that wait, are read or are answered.
  var count: Int { waiting.count + reading.count + answering.count }

  /// Takes a request at a time that is not before `now`. It has to fit the cache.
  mutating func add(_ request: BatchedRequest, at time: Double) {
    let slot = freeSlots.popLast() ?? requests.count
    if slot == requests.count { requests.append(request) } else { requests[slot] = request }
    requests[slot].added = plans
    if request.begin < 0, time > request.arrival { requests[slot].waited = true }
    if count == 0 { now = time }
    waiting.append(slot)
    shorten(to: time)
  }

  /// Begins at a time, when nothing was done yet.
  mutating func wake(at time: Double) {
    plan = nil
    now = time
    for slot in waiting.slots where requests[slot].arrival < time { requests[slot].waited = true }
  }

  /// When the requests came that it has.
  var arrivals: [Double] {
    waiting.slots.map { requests[$0].arrival } + reading.map { requests[$0].arrival }
      + answering.slots.map { requests[$0].arrival }
  }

  /// The requests that have ended since the last time.
  mutating func takeFinished() -> [BatchedRequest] {
    if finished.isEmpty { return [] }
    let taken = finished
    finished.removeAll(keepingCapacity: true)
    return taken
  }

  /// When the steps under way end; infinite when there is nothing to do.
  mutating func next() -> Double {
    if plan == nil { makePlan() }
    return plan.map { now + $0.seconds($0.steps) } ?? .infinity
  }

  /// Ends the steps under way.
  mutating func finish() {
    if plan == nil { makePlan() }
    guard let done = plan else { return }
    plan = nil
    let span = done.seconds(done.steps)
    now += span
    busy += span
    steps += done.steps
    toCopy = 0
    cache.grow(by: done.steps, to: steps)
    read(done.pieces)
    endAnswers()
  }

  // MARK: Steps

  /// A request came while several steps are under way: it is looked at after the step in which it
  /// came.
  private mutating func shorten(to time: Double) {
    guard var current = plan else { return }
    if current.steps == 1, time > now { return }
    var (low, high) = (0, current.steps)
    while low < high {
      let middle = (low + high) / 2
      if now + current.seconds(middle) >= time { high = middle } else { low = middle + 1 }
    }
    current.steps = low
    plan = low == 0 ? nil : current
  }

  private mutating func makePlan() {
    plans += 1
    let hadRoom = makeRoom()
    if hadRoom { takeIn() }
    if reading.isEmpty, answering.count == 0 { return }
    let sequences = answering.count
    let copying = Double(toCopy) * server.swap
    if reading.isEmpty {
      let law = server.law
      let growth = law.perContextToken * Double(sequences)
      plan = Plan(
        steps: cache.steps(upTo: answering.firstStep - steps, after: steps), copying: copying,
        first: law.seconds(sequences: sequences, context: cache.context),
        growth: growth, pieces: [])
      return
    }
    var left = server.budget - sequences
    var pieces: [Int] = []
    var (prefill, pairs, ending) = (0, 0.0, 0)
    for slot in reading {
      let request = requests[slot]
      let piece = min(left, request.unread)
      if piece <= 0 { break }
      pieces.append(piece)
      left -= piece
      prefill += piece
      if piece == request.unread { ending += 1 }
      let earlier = Double(request.known - request.unread)
      pairs += Double(piece) * earlier + Double(piece) * Double(piece) / 2
    }
    plan = Plan(
      steps: 1, copying: copying,
      first: server.law.seconds(
        sequences: sequences + ending, context: cache.context, prefill: prefill - ending,
        pairs: pairs),
      growth: 0, pieces: pieces)
  }

  /// Makes sure that each sequence being answered can grow by a token. Who came last is put out
  /// first, to be read again later. False when somebody was.
  private mutating func makeRoom() -> Bool {
    var hadRoom = true
    while !cache.canGrow(after: steps) {
      let last = latest()
      if last < 0 { break }
      hadRoom = false
      preemptions += 1
      putOut(last)
    }
    return hadRoom
  }

  /// Takes in those that wait, in their order, as long as the cache has room.
  private mutating func takeIn() {
    while let slot = waiting.first, reading.count + answering.count < server.sequences,
      cache.take(server.blocks(requests[slot].known + 1))
    {
      waiting.removeFirst()
      orders += 1
      requests[slot].order = orders
      if requests[slot].begin < 0 {
        requests[slot].begin = now
        if plans > requests[slot].added + 1 { requests[slot].waited = true }
      }
      if requests[slot].isKept {
        goOn(slot)
        continue
      }
      requests[slot].unread = server.unread(requests[slot].known)
      requests[slot].read = 0
      reading.append(slot)
    }
  }

  /// Prompts are read, and those that are done have their next token.
  private mutating func read(_ pieces: [Int]) {
    var done = 0
    for (index, piece) in pieces.enumerated() {
      let slot = reading[index]
      tokensRead += piece
      requests[slot].unread -= piece
      requests[slot].read += piece
      if requests[slot].unread > 0 { break }
      done += 1
      begin(slot)
    }
    reading.removeFirst(done)
  }

  /// A prompt was read: the first token is there, or the next for one that was put out.
  private mutating func begin(_ slot: Int) {
    if requests[slot].firstToken < 0 { requests[slot].firstToken = now }
    requests[slot].written += 1
    let size = requests[slot].known
    if requests[slot].written == requests[slot].output {
      cache.giveBack(server.blocks(size))
      end(slot)
      return
    }
    answer(slot, size)
  }

  /// One whose keys and values were kept is answered on.
  private mutating func goOn(_ slot: Int) {
    toCopy += requests[slot].toCopy
    (requests[slot].isKept, requests[slot].toCopy) = (false, 0)
    let size = requests[slot].known
    // Its next token takes its place when it is written.
    cache.giveBack(server.blocks(size + 1) - server.blocks(size))
    answer(slot, size)
  }

  private mutating func answer(_ slot: Int, _ size: Int) {
    requests[slot].base = size - steps
    requests[slot].lastStep = steps + requests[slot].output - requests[slot].written
    cache.begin(base: requests[slot].base, after: steps)
    answering.insert(requests[slot].lastStep, requests[slot].order, slot)
  }

  private mutating func endAnswers() {
    while answering.count > 0, answering.firstStep <= steps {
      let slot = answering.removeFirst()
      requests[slot].written = requests[slot].output
      cache.end(base: requests[slot].base, after: steps)
      end(slot)
    }
  }

  private mutating func end(_ slot: Int) {
    requests[slot].end = now
    finished.append(requests[slot])
    freeSlots.append(slot)
  }

  // MARK: Putting out

  /// The one that was taken in last, of those being answered or read; -1 where only one is left.
  private func latest() -> Int {
    if reading.count + answering.count <= 1 { return -1 }
    var last = answering.latest()
    for slot in reading where last.order < requests[slot].order {
      last = (slot, requests[slot].order)
    }
    return last.slot
  }

  private mutating func putOut(_ slot: Int) {
    if let place = reading.firstIndex(of: slot) {
      reading.remove(at: place)
      cache.giveBack(server.blocks(requests[slot].known + 1))
    } else {
      answering.remove(slot)
      requests[slot].written = requests[slot].output - (requests[slot].lastStep - steps)
      cache.end(base: requests[slot].base, after: steps)
      if server.swap > 0 {
        requests[slot].isKept = true
        requests[slot].toCopy = requests[slot].known
        toCopy += requests[slot].known
      }
    }
    waiting.insertFirst(slot)
  }
}
