import SampleCourse
import Testing

@testable import Session

/// What people type who have no answer, and where they want to go.
@Suite struct WayOutTests {
  @Test(arguments: [
    "idk", "IDK", "I don't know", "i dont know", "I don’t know.", "dunno", "no idea", "No clue!",
    "I have no idea", "I'm not sure", "not sure", "give up", "I give up", "Giving up.", "i'm stuck",
    "show me the answer", "just tell me", "what is the answer?", "please show the solution", "???",
    "I can't do this", "sorry, no idea", "pass", "I do not know", "we don't know", "beats me",
  ]) func isWanted(_ line: String) { #expect(WayOut.isWanted(line)) }

  @Test(arguments: [
    "", "12", "$12/h", "the same", "nothing", "hotel", "yes", "no", "a", "rent / gpus", "x = 1",
    "answer", "help", "40%", "nobody", "the first", "I think 12", "now", "this",
  ]) func isNotWanted(_ line: String) { #expect(!WayOut.isWanted(line)) }

  @Test(arguments: [
    ("5", nil, "5"), ("2/3", "2", "3"), ("chapter 2", "2", nil), ("Chapter 2/3", "2", "3"),
    ("chapter 2, lesson 3", "2", "3"), ("chapter 2 lesson 3", "2", "3"), ("lesson 3", nil, "3"),
    ("lesson 3 of chapter 2", "2", "3"),
    ("Why utilization matters", nil, "Why utilization matters"),
    ("to the dedicated path", nil, "dedicated path"), ("serverless-gpu/", "serverless-gpu", nil),
    ("“Sunday”", nil, "Sunday"), ("", nil, nil), ("  ", nil, nil), ("/", nil, nil),
  ]) func destinations(_ words: String, _ chapter: String?, _ lesson: String?) {
    let found = Destination(words)
    #expect(found.chapter == chapter)
    #expect(found.lesson == lesson)
  }
}
