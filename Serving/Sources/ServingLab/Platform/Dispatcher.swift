import Simulation

/// The front door's decisions, without any process or socket: what comes in is told to it, and what
/// is to be done is taken from `errands`. Times are seconds on one clock that only goes forward.
struct Dispatcher {
  /// What is to be done.
  enum Errand: Equatable {
    case start(worker: Int)
    case send(worker: Int, Order)
    /// It finishes what it has and leaves.
    case dismiss(worker: Int)
    case kill(worker: Int)
    case tell(job: Int, JobEvent)
  }

  let settings: PlatformSettings
  let prices: Prices
  var errands: [Errand] = []
  /// In the order in which they are to be begun.
  private(set) var line: [WaitingJob] = []
  private(set) var atWork: [Int: WaitingJob] = [:]
  private(set) var workers: [Int: WorkerRecord] = [:]
  var tally = Tally()
  private(set) var isDraining = false
  private var lastWorker = 0
  private var lastJob = 0
  private var failedStarts = 0
  private var lastFailure = ""
  private var nextStart = 0.0

  init(_ settings: PlatformSettings, prices: Prices = Prices()) {
    self.settings = settings
    self.prices = prices
  }

  /// Whether all is done, once it drains.
  var isOver: Bool { isDraining && line.isEmpty && atWork.isEmpty && workers.isEmpty }

  // MARK: Requests

  /// The number of the next request.
  mutating func nextNumber() -> Int {
    lastJob += 1
    return lastJob
  }

  /// A request comes.
  mutating func take(_ number: Int, _ job: Job, at now: Double) {
    tally.requests += 1
    if isDraining { return refuse(number, .leaving) }
    line.append(WaitingJob(number: number, job: job, arrived: now))
    decide(at: now)
    // Those that workers which start will take do not wait in the line.
    let promised = workers.values.count(where: { $0.state == .starting }) * settings.concurrency
    if line.count > settings.queue + promised,
      let index = line.firstIndex(where: { $0.number == number })
    {
      line.remove(at: index)
      refuse(number, .full)
    }
  }

  /// Its client has gone.
  mutating func cancel(_ number: Int, at now: Double) {
    if let index = line.firstIndex(where: { $0.number == number }) {
      line.remove(at: index)
      tally.cancelled += 1
    } else if let job = atWork[number] {
      if let worker = job.worker { errands.append(.send(worker: worker, .cancel(number))) }
      release(number, at: now)
      tally.cancelled += 1
      decide(at: now)
    }
  }

  /// Takes no more requests, and lets workers leave when all is done.
  mutating func drain(at now: Double) {
    isDraining = true
    decide(at: now)
  }

  /// The time to drain is over: what is not answered is refused.
  mutating func giveUp(at now: Double) {
    isDraining = true
    for job in line { refuse(job.number, .leaving) }
    line = []
    for number in atWork.keys {
      release(number, at: now)
      refuse(number, .leaving)
    }
    decide(at: now)
  }

  private mutating func refuse(_ number: Int, _ why: Refusal) {
    tally.refused[why.code, default: 0] += 1
    errands.append(.tell(job: number, .failed(why)))
  }

  /// Takes a job from its worker.
  private mutating func release(_ number: Int, at now: Double) {
    guard let job = atWork.removeValue(forKey: number), let worker = job.worker else { return }
    let prices = prices
    workers[worker]?.change(at: now, prices: prices) { $0.remove(number) }
  }

  // MARK: Workers

  /// A worker says something.
  mutating func hear(_ report: Report, from worker: Int, at now: Double) {
    guard workers[worker] != nil else { return }
    workers[worker]?.heard = now
    switch report {
    case .loading(let resident): workers[worker]?.resident = resident
    case .ready(let seconds, let madeUp, _):
      if workers[worker]?.state == .starting { workers[worker]?.state = .ready }
      workers[worker]?.ready = now
      workers[worker]?.changed = now
      workers[worker]?.load = seconds
      workers[worker]?.madeUp = madeUp
      failedStarts = 0
      tally.finishedStarts += 1
      tally.startSeconds += now - (workers[worker]?.started ?? now)
    case .failed(let reason): workers[worker]?.failure = reason
    case .refused(let number, let field, let reason):
      release(number, at: now)
      refuse(number, .unusable(field: field, reason))
    case .pass(let tokens, let isLate):
      tally.passes += 1
      tally.latePasses += isLate ? 1 : 0
      for token in tokens { tell(token, from: worker, at: now) }
    }
    decide(at: now)
  }

  private mutating func tell(_ token: Report.Token, from worker: Int, at now: Double) {
    guard var job = atWork[token.job], job.worker == worker else { return }
    if token.count > job.told {
      job.told = token.count
      if let last = job.lastToken {
        tally.between.add(now - last)
      } else {
        job.firstToken = now
        tally.firstToken.add(now - job.arrived)
      }
      job.lastToken = now
      errands.append(.tell(job: job.number, .token(token.text)))
    } else if token.finish != nil, !token.text.isEmpty {
      // What was held back because it might have become a stop text.
      errands.append(.tell(job: job.number, .token(token.text)))
    }
    atWork[token.job] = job
    guard let finish = token.finish else { return }
    tally.finish(job, token, finish, at: now)
    errands.append(.tell(job: job.number, .finished(reason: finish, token.usage)))
    release(job.number, at: now)
  }

  /// A worker's process has ended.
  mutating func lose(_ worker: Int, at now: Double) {
    guard let record = workers.removeValue(forKey: worker) else { return }
    tally.book(record, at: now, prices)
    if record.state == .starting {
      tally.failedStarts += 1
      failedStarts += 1
      lastFailure = record.failure ?? "the worker ended while it loaded the model"
      nextStart = now + min(10, 0.1 * Double(1 << min(failedStarts, 10)))
    } else if record.state == .ready {
      tally.lostWorkers += 1
    }
    for number in record.jobs.sorted(by: >) {
      guard var job = atWork.removeValue(forKey: number) else { continue }
      job.worker = nil
      if job.attempts >= settings.attempts {
        refuse(number, .lost(attempts: job.attempts))
      } else {
        tally.retries += 1
        line.insert(job, at: 0)
      }
    }
    if failedStarts >= settings.failedStarts {
      for job in line { refuse(job.number, .unloadable(lastFailure)) }
      line = []
      failedStarts = 0
    }
    decide(at: now)
  }

  // MARK: Decisions

  /// Some time has passed.
  mutating func tick(at now: Double) {
    for job in line where now - job.arrived > settings.patience {
      refuse(job.number, .late)
    }
    line.removeAll { now - $0.arrived > settings.patience }
    for job in atWork.values where now - job.arrived > settings.patience {
      if let worker = job.worker { errands.append(.send(worker: worker, .cancel(job.number))) }
      release(job.number, at: now)
      refuse(job.number, .late)
    }
    for worker in workers.values {
      let isHung =
        worker.isBusy && now - max(worker.heard, worker.changed) > settings.longestSilence
      let isStuck = worker.state == .starting && now - worker.started > settings.longestLoad
      // It was told to leave, and does not.
      let isDeaf = worker.state == .leaving && !worker.isBusy && now - worker.changed > 5
      if !worker.isKilled, isHung || isStuck || isDeaf {
        workers[worker.number]?.isKilled = true
        errands.append(.kill(worker: worker.number))
      }
    }
    decide(at: now)
  }

  /// Gives waiting jobs to workers, starts workers, lets them go.
  private mutating func decide(at now: Double) {
    while let job = line.first, let worker = choose() {
      line.removeFirst()
      give(job, to: worker, at: now)
    }
    if isDraining, line.isEmpty {
      for worker in workers.values where worker.state != .leaving {
        dismiss(worker.number, at: now)
      }
      return
    }
    startWorkers(at: now)
    guard settings.isServerless, line.isEmpty else { return }
    for worker in workers.values
    where worker.state == .ready && !worker.isBusy && now - worker.changed >= settings.keepAlive {
      dismiss(worker.number, at: now)
    }
  }

  /// The worker for the next job: where they come and go the fullest with room, the newest of
  /// several, so that others become idle; else the one with the fewest jobs.
  private func choose() -> Int? {
    let free = workers.values.filter {
      $0.state == .ready && !$0.isKilled && $0.jobs.count < settings.concurrency
    }
    return free.min {
      let (a, b) = ($0.jobs.count, $1.jobs.count)
      if a != b { return settings.isServerless ? a > b : a < b }
      return settings.isServerless ? $0.number > $1.number : $0.number < $1.number
    }?.number
  }

  private mutating func give(_ job: WaitingJob, to worker: Int, at now: Double) {
    var job = job
    job.worker = worker
    job.attempts += 1
    if job.begun == nil {
      job.begun = now
      job.isCold = (workers[worker]?.ready ?? 0) > job.arrived
      tally.waits.add(now - job.arrived)
      if job.isCold { tally.cold += 1 }
    }
    let (prices, number) = (prices, job.number)
    workers[worker]?.change(at: now, prices: prices) { $0.insert(number) }
    atWork[job.number] = job
    errands.append(.send(worker: worker, .write(job.number, job.job)))
  }

  private mutating func startWorkers(at now: Double) {
    guard now >= nextStart else { return }
    let starting = workers.values.count(where: { $0.state == .starting })
    let wanted =
      settings.isServerless
      ? (line.count + settings.concurrency - 1) / settings.concurrency - starting
      : settings.workers - workers.values.count(where: { $0.state != .leaving })
    for _ in 0..<max(0, min(wanted, settings.workers - workers.count)) {
      lastWorker += 1
      workers[lastWorker] = WorkerRecord(lastWorker, at: now)
      tally.starts += 1
      tally.mostWorkers = max(tally.mostWorkers, workers.count)
      errands.append(.start(worker: lastWorker))
    }
  }

  private mutating func dismiss(_ worker: Int, at now: Double) {
    workers[worker]?.state = .leaving
    workers[worker]?.changed = now
    errands.append(.dismiss(worker: worker))
  }
}
