import Diagnostics
import Foundation
import Headless
import Inference
import NativeFunctions
import Testing

/// Conversations, a line at a time.
@Suite struct TalkTests {
  private func engine(template: String? = "'<|user|>' eos_token '<|assistant|>'") throws -> Engine {
    var model = try #require(RandomModel.shapes["single"])
    model.chatTemplate = template
    return try Engine(Model(FileBytes(model.bytes()), threads: 1), threads: 1)
  }

  @Test(arguments: [
    ("", []), ("  ", []), ("/reset", ["What was said is forgotten."]),
    ("/help", ["/reset forgets what was said; /system TEXT says how to answer; /quit leaves."]),
    ("/system  Be brief. ", ["From now on it is told: Be brief."]),
    ("/systems", ["There is no such command; /help lists them."]),
  ])
  func commands(_ line: String, _ remarks: [String]) throws {
    var talk = try Talk(with: engine())
    let turn = try talk.take(line) { _ in
      Issue.record("the model was asked")
      return .stop
    }
    #expect(turn.remarks == remarks && !turn.ends && !turn.isInLine)
  }

  @Test(arguments: ["/quit", " /exit "]) func leaving(_ line: String) throws {
    var talk = try Talk(with: engine())
    #expect(try talk.take(line).ends)
  }

  /// What was said is part of what is asked next, until it is forgotten.
  @Test func whatWasSaidIsRemembered() throws {
    var talk = try Talk(with: engine(), tokens: 3, joinedBy: "; ")
    func used(_ turn: Talk.Turn) throws -> Int {
      let facts = try #require(turn.remarks.last).components(separatedBy: "; ")
      let fact = facts.first { $0.hasSuffix("tokens of the context") }
      return try #require(
        fact.flatMap { Int($0.prefix { $0.isNumber }) }, "\(turn.remarks)")
    }
    var text = ""
    let first = try talk.take("one") {
      text += $0
      return .goOn
    }
    #expect(!text.hasPrefix(" ") && !text.hasPrefix("\n"))
    #expect(first.remarks.count == 1 && !first.ends && first.remarks[0].contains("tokens/s; "))
    let second = try talk.take("one")
    #expect(try used(second) > used(first))
    // All but what is new is there already.
    #expect(!first.remarks[0].contains("cache"))
    #expect(second.remarks[0].contains(" of them still in the cache, which saves about "))
    _ = try talk.take("/reset")
    #expect(try used(talk.take("one")) == used(first))
    // How it is told to answer takes room as well.
    _ = try talk.take("/system Be brief.")
    #expect(try used(talk.take("one")) > used(first))
  }

  @Test func itCanBeStopped() throws {
    var talk = try Talk(with: engine(), tokens: 50)
    let turn = try talk.take("one") { _ in .stop }
    #expect(turn.remarks[0].hasPrefix("1 token (stopped)"))
  }

  @Test func itEndsWithTheContext() throws {
    var talk = try Talk(with: engine(), tokens: 1)
    let turn = try talk.take(String(repeating: "many words ", count: 4000))
    #expect(turn.remarks[0].hasPrefix("The conversation has outgrown the model's context of "))
  }

  @Test func settingsAreChecked() throws {
    var talk = try Talk(with: engine(), sampling: Sampling(temperature: 101))
    let problem = #expect(throws: Diagnostic.self) { try talk.take("one") }
    #expect(problem?.code == .outOfRange && problem?.message.hasPrefix("temperature ") == true)
    let other = #expect(throws: Diagnostic.self) { try Talk(with: engine(template: nil)) }
    #expect(other?.code == .noConversation)
  }
}
