/// A request that is not answered yet.
struct WaitingJob: Sendable {
  let number: Int
  let job: Job
  let arrived: Double
  /// Tokens that its client has been told. Where a worker is lost, the next one writes the same
  /// again, and these are left out.
  var told = 0
  var attempts = 0
  /// The worker that has it.
  var worker: Int?
  /// When a worker first took it, and whether it waited for a model to be loaded.
  var begun: Double?
  var isCold = false
  var firstToken: Double?
  var lastToken: Double?
}
