// A program to try the line editor with: it answers each line with what it read.

import Display
import Terminal

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

let arguments = CommandLine.arguments.dropFirst()
let names = [
  ("alpha", "the first letter"), ("alphabet", "all the letters"), ("beta", "the second letter"),
  ("größe", "a size"), ("quit", "ends the program"),
]

func say(_ text: String) {
  Output.put(Display([.paragraph(Text(text))]).drawn(Style.detected()))
}

/// What Tab offers for the last word.
func complete(_ line: String) -> (String, [LineEditor.Candidate]) {
  let word =
    line.split(separator: " ", omittingEmptySubsequences: false).last.map(String.init) ?? ""
  let fitting = names.filter { $0.0.hasPrefix(word) }
  return (word, fitting.map { LineEditor.Candidate(text: $0.0, sentence: $0.1) })
}

guard let editor = LineEditor(style: Style.detected(), historyPath: arguments.first) else {
  say("no editor")
  exit(1)
}
var isRunning = true
while isRunning {
  let prompt = Text("probe", .muted) + Text(" ❯ ", .strong)
  switch editor.read(prompt: prompt, completer: complete) {
  case .interrupted: say("\ninterrupted")
  case .end:
    say("\nend")
    isRunning = false
  case .line(let line):
    let words = line.split(separator: " ")
    switch words.first {
    case "quit": isRunning = false
    case "busy":
      say("working")
      while !Interrupt.isSet() { sched_yield() }
      say("stopped")
    case "rule": Output.put(Display([.rule]).drawn(Style.detected()))
    case "page":
      let count = words.dropFirst().first.flatMap { Int($0) } ?? 100
      Pager.show((1...max(1, count)).map { "line \($0)" }, style: Style.detected())
      say("shown")
    default: say("read \(line.count): \(line)")
    }
  }
}
