import Diagnostics
import Display
import Records

/// What became of a line or an action: what is shown, and what is to be written down.
struct Turn {
  var reply: Reply
  /// An answer, or help that was looked at.
  var attempt: (kind: Attempt.Kind, answer: String)?

  init(_ reply: Reply, attempt: (kind: Attempt.Kind, answer: String)? = nil) {
    self.reply = reply
    self.attempt = attempt
  }

  init(_ blocks: [Block], attempt: (kind: Attempt.Kind, answer: String)? = nil) {
    self.init(Reply(Display(blocks)), attempt: attempt)
  }

  init(_ problem: Diagnostic) { self.init(Reply(problem)) }
}
