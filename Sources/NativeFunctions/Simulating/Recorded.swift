import Diagnostics
import Language
import Simulation

/// What was recorded of a run, as the language carries it.
final class Recorded: RunRecording {
  let recording: Recording
  /// What was simulated, to run it again; nil where it really happened.
  let simulated: (fleet: Fleet, run: Run)?
  /// What a run found, to take its tables from.
  let outcome: Outcome?
  /// What a lane of the timeline is.
  let lane: String
  /// A lead-in instead of the run's own.
  private let otherLeadIn: Double?

  init(
    recording: Recording, simulated: (fleet: Fleet, run: Run)? = nil, outcome: Outcome? = nil,
    lane: String = "GPU", leadIn: Double? = nil
  ) {
    (self.recording, self.simulated, self.lane) = (recording, simulated, lane)
    (self.outcome, otherLeadIn) = (outcome, leadIn)
  }

  var leadIn: Double? { otherLeadIn ?? outcome?.leadIn }

  var csv: String { recording.csv }
  var chromeTrace: String { recording.chromeTrace }
}
