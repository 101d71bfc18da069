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

  init(
    recording: Recording, simulated: (fleet: Fleet, run: Run)? = nil, outcome: Outcome? = nil,
    lane: String = "GPU"
  ) {
    (self.recording, self.simulated, self.lane) = (recording, simulated, lane)
    self.outcome = outcome
  }

  var csv: String { recording.csv }
  var chromeTrace: String { recording.chromeTrace }
}
