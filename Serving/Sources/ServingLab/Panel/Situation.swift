import Simulation

/// What there is to show of a platform at a moment.
struct Situation: Sendable {
  /// What a worker is doing.
  enum Doing: Sendable, Equatable { case starting, busy, idle, leaving }

  /// A worker.
  struct Lane: Sendable {
    var number: Int
    var doing: Doing
    var jobs: Int
    /// Seconds of work so far.
    var busySeconds: Double
    var load: Double?
    var madeUp: Double
    var resident: Double?
  }

  /// Dollars so far, by time on workers as they came and went, and by rented ones.
  struct Bill: Sendable, Equatable {
    var serverless = 0.0
    var dedicated = 0.0
    var rented = 0
  }

  var seconds = 0.0
  var lanes: [Lane] = []
  var waiting = 0
  var atWork = 0
  var answered = 0
  var refused = 0
  var retries = 0
  var cold = 0
  var firstTokens: [Double] = []
  var latencies: [Double] = []
  var lateShare = 0.0
  var bill = Bill()
}

extension Dispatcher {
  /// - Parameter start: when it all began.
  func situation(since start: Double, at now: Double) -> Situation {
    var situation = Situation()
    situation.seconds = now - start
    situation.lanes = workers.values.sorted { $0.number < $1.number }.map {
      .init(
        number: $0.number,
        doing: $0.state == .starting
          ? .starting : $0.state == .leaving ? .leaving : $0.isBusy ? .busy : .idle,
        jobs: $0.jobs.count, busySeconds: $0.busySeconds(at: now),
        load: $0.ready == nil ? nil : $0.load, madeUp: $0.madeUp,
        resident: $0.resident)
    }
    situation.waiting = line.count
    situation.atWork = atWork.count
    situation.answered = tally.answered
    situation.refused = tally.refused.values.reduce(0, +)
    situation.retries = tally.retries
    situation.cold = tally.cold
    situation.firstTokens = tally.recent.map { $0.firstToken }
    situation.latencies = tally.recent.map { $0.latency }
    situation.lateShare =
      tally.passes > 0 ? Double(tally.latePasses) / Double(tally.passes) : 0
    situation.bill = bill(since: start, at: now)
    return situation
  }

  /// What has been spent: on workers as they come and go; and on as many rented ones as there were at
  /// most. Where workers are always there, the first is what their work alone would have cost.
  func bill(since start: Double, at now: Double) -> Situation.Bill {
    var bill = Situation.Bill()
    var seconds = settings.isServerless ? tally.billed : tally.busy
    for worker in workers.values {
      seconds +=
        settings.isServerless
        ? worker.billedSeconds(at: now, prices) : worker.busySeconds(at: now)
    }
    bill.serverless =
      seconds * prices.perGPUSecond + Double(tally.answered) * prices.perRequest
    bill.rented = settings.isServerless ? max(1, tally.mostWorkers) : settings.workers
    bill.dedicated =
      Double(bill.rented) * (now - start) / 3600 * prices.reservedPerGPUHour
      * (1 - prices.reservedDiscount)
    return bill
  }
}
