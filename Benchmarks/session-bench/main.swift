import Course
import Diagnostics
import Session
import Terminal

// How long a line takes in a lesson of chapter 1, from the text typed to the text drawn:
// session-bench COURSE-FOLDER

let folder = CommandLine.arguments.dropFirst().first ?? "."
let style = Style(width: 80, height: 24, hasColor: true)

/// Median and slowest of the times that a line takes, the lines in turns.
func measure(_ place: String, _ lines: [String], rounds: Int) throws {
  var session = try GuidedSession(course: try Course(folder: folder), store: nil, place: place)
  _ = session.start()
  var times: [Duration] = []
  var size = 0
  let clock = ContinuousClock()
  for round in 0..<rounds + 20 {
    let line = lines[round % lines.count]
    let start = clock.now
    let reply = session.answer(line)
    size += reply.display.drawn(style).utf8.count
    let time = clock.now - start
    guard reply.problems.isEmpty else {
      print("\(line): \(reply.problems[0].message)")
      return
    }
    if round >= 20 { times.append(time) }
  }
  times.sort()
  print(
    "\(lines.joined(separator: " / ")): median \(times[times.count / 2]), "
      + "99th percentile \(times[times.count * 99 / 100]) (\(size / (rounds + 20)) bytes drawn)")
}

try measure("1/utilization", ["utilization = 40%", "utilization = 15%"], rounds: 2000)
try measure("1/startup", ["requests = 2M", "requests = 1M"], rounds: 2000)
try measure("1/utilization", ["why effective"], rounds: 1000)
try measure("1/utilization", ["plot effective over utilization from 5% to 100%"], rounds: 200)
try measure("1/utilization", ["solve utilization for effective = $10/(gpu*h)"], rounds: 200)
// With 4,000 samples.
try measure(
  "1/startup", ["requests = 300k to 30M", "requests = 200k to 20M"], rounds: 200)
try measure("1/utilization", ["utilization = 10% to 40%", "effective"], rounds: 200)
try measure(
  "1/utilization",
  ["utilization = 10% to 40%", "plot effective over rent from $1,000/month to $20,000/month"],
  rounds: 60)
