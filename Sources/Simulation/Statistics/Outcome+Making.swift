extension Outcome {
  /// Puts together what the replications found.
  init(_ replications: [Replication], _ fleet: Fleet, _ run: Run) {
    var whole = Replication()
    for replication in replications {
      whole.total.add(replication.total)
      whole.latency.merge(replication.latency)
      whole.wait.merge(replication.wait)
      whole.firstToken.merge(replication.firstToken)
      inFlightBefore += replication.inSystemBefore
      inFlight += replication.inSystemAfter
      instancesMax = max(instancesMax, replication.instancesMost)
      isSaturated = isSaturated || replication.isSaturated
    }
    let total = whole.total
    self.replications = replications.count
    work = RunWork(replications)
    (seconds, seed) = (total.time, run.seed)
    (requests, served, rejected) = (total.arrivals, total.served, total.rejected)
    (cold, starts) = (total.cold, total.starts)
    (latencies, waits, firstTokens) = (whole.latency, whole.wait, whole.firstToken)

    let parts =
      replications.count > 1 ? replications.map { $0.asBatch } : replications.first?.batches ?? []
    for measure in Measure.allCases {
      measures[measure] = measure.estimate(parts, whole: whole.asBatch, fleet)
    }
    let bill = Bill(total, fleet)
    (gpuSeconds, costs) = (bill.seconds, bill.cost)
    let paid = bill.seconds.billed + bill.seconds.reserved
    paidUtilization =
      paid > 0 ? (bill.seconds.billedBusy + bill.seconds.reservedBusy) / paid : 0
    phases = fleet.coldStart.paidPhases.enumerated().map { index, phase in
      let seconds = replications.reduce(0) { $0 + $1.phases[index] }
      return PhaseTime(name: phase.name, mean: starts > 0 ? seconds / Double(starts) : 0)
    }
    theory = fleet.exactValues()
    trace = replications.first?.trace
    if !fleet.arrivals.isTraceFile { trace = nil }
    recording = replications.first?.recording
    notes = makeNotes(fleet, run, parts)
  }

  private func makeNotes(_ fleet: Fleet, _ run: Run, _ parts: [Batch]) -> [String] {
    var notes: [String] = []
    if isSaturated {
      notes.append(
        "Demand outgrew what is simulated (\(SimulationLimits.waiting) requests waiting, "
          + "\(SimulationLimits.instances) instances); more were turned away.")
    }
    if let load = fleet.loadOverCapacity(rate: fleet.arrivals.meanRate), load >= 1,
      fleet.queue == .unbounded
    {
      notes.append(
        "More work comes than the fleet can do: \(percent(load)) of its capacity. The line grows "
          + "for as long as the run lasts, so waits have no mean.")
    }
    notes += trace?.notes ?? []
    if requests < 100 {
      notes.append(
        requests == 0
          ? "No request was measured."
          : "Only \(requests) \(requests == 1 ? "request was" : "requests were") measured; a longer horizon "
            + "says more.")
    }
    if run.replications == 1, parts.count >= 10 {
      let series = [Measure.instances, .latencyMean].map { measure in
        Estimate.correlation(of: parts.map { measure.value($0, fleet) })
      }
      if series.max() ?? 0 > 0.45 {
        notes.append(
          "The run is short for how slowly this fleet changes: the confidence intervals are "
            + "narrower than they should be. Lengthen the horizon or use replications.")
      }
    }
    return notes
  }

  private func percent(_ share: Double) -> String { "\(Int(min(share * 100, 1e9).rounded()))%" }
}

extension Arrivals {
  var isTraceFile: Bool {
    if case .trace = self { return true }
    return false
  }
}

extension Fleet {
  /// The work that comes, over the most that the fleet can do; nil without a limit or a rate.
  func loadOverCapacity(rate: Double?) -> Double? {
    guard let rate, let maxInstances else { return nil }
    let each = Double(concurrency) * batchedSpeed(concurrency)
    let capacity = Double(reserved + maxInstances) * each
    return capacity > 0 ? rate * service.mean / capacity : nil
  }
}
