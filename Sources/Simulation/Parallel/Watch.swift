/// Looks whether to go on, from whichever thread; only the first one's looks are told further.
final class Watch: @unchecked Sendable {
  private let progress: (Double) -> Bool
  private let lock = Lock()
  private var hasStopped = false
  var share = 0.0

  init(_ progress: @escaping (Double) -> Bool) { self.progress = progress }

  func goesOn(reports: Bool) -> Bool {
    if reports, !progress(share) { lock.locked { hasStopped = true } }
    return !lock.locked { hasStopped }
  }
}
