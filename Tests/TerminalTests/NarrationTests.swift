import Display
import TestSupport
import Testing

@testable import Terminal

@Suite("What is said to listeners")
struct NarrationTests {
  private func said(_ blocks: [Block]) -> [String] {
    var style = Style(width: 100)
    style.isNarrated = true
    return Display(blocks).drawnLines(style).filter { !$0.isEmpty }
  }

  @Test func tablesAreSentences() {
    let ruled = Table(
      header: ["utilization", "effective"], rows: [["15%", "$27.78/gpu·h"], ["30%", ""]])
    #expect(
      said([.table(ruled)]) == ["utilization: 15%; effective: $27.78/gpu·h", "utilization: 30%"])
    let bare = Table(
      rows: [["▸", Text("used", .name), "432 → 1,152 gpu·h/month", "×2.7"], ["✓", "1", "Read"]],
      style: .bare)
    #expect(
      said([.table(bare)]) == ["used, 432 to 1,152 gpu·h/month, times 2.7", "done:, 1, Read"])
  }

  @Test func picturesAreSentences() {
    let axis = Plot.Axis(name: "utilization", suffix: "%")
    let money = Plot.Axis(name: "effective", prefix: "$", suffix: "/gpu·h")
    func plot(_ values: [Double?]) -> Plot {
      let points = values.enumerated().map { Plot.Point(x: Double($0 * 10), y: $1) }
      return Plot(
        x: axis, y: money, series: [Plot.Series(name: "", points: points)],
        marks: [Plot.Mark(x: 10, y: 4, label: "now: 10%")], table: Table(rows: []))
    }
    #expect(
      said([.plot(plot([8, 4, 2]))]) == [
        "A plot of effective over utilization, from 0% to 20%.",
        "falls from $8/gpu·h at 0% to $2/gpu·h at 20%.", "now: 10%.",
      ])
    #expect(said([.plot(plot([2, nil, 3]))])[1] == "rises from $2/gpu·h at 0% to $3/gpu·h at 20%.")
    #expect(said([.plot(plot([2, 2]))])[1] == "$2/gpu·h everywhere.")
    #expect(
      said([.plot(plot([2, 1, 3]))]).joined(separator: " ").replacing("   ", with: " ").contains(
        "lowest is $1/gpu·h at 10%"))
    #expect(said([.plot(plot([]))]) == ["A plot without points."])
    let busy = [
      Segment(start: 0, end: 6, activity: .busy), Segment(start: 6, end: 24, activity: .idle),
    ]
    #expect(
      said([.strip(Strip(name: "GPU", length: 24, unit: "h", segments: busy))])
        == ["GPU: busy 25%, idle 75%"])
    let drawing = "a ──▶ ┌─ box ─┐\n      │ words │\n      └───────┘"
    #expect(
      said([.code(drawing, language: "text")])
        == ["A drawing; its words, line by line:", "a; box", "words"])
  }

  /// What a lesson asks to find in a timeline can be heard: when requests come, and what each row does.
  @Test func timelinesAreSentences() {
    let lanes = [
      Timeline.Lane(
        name: "GPU 1",
        segments: [
          Segment(start: 2, end: 22, activity: .starting),
          Segment(start: 22, end: 32, activity: .busy),
          Segment(start: 32, end: 60, activity: .idle),
        ]),
      Timeline.Lane(name: "GPU 2", segments: [Segment(start: 0, end: 100, activity: .busy)]),
    ]
    func timeline(_ arrivals: [Double]) -> Timeline {
      Timeline(start: 0, end: 100, unit: "s", lanes: lanes, arrivals: arrivals)
    }
    #expect(
      said([.timeline(timeline([2, 40.5, 70]))]) == [
        "3 requests arrive in 100 s, at 2, 40.5 and 70 s.",
        "GPU 1: starting 20%, busy 10%, idle 28%, off 42%",
        "In turn: off to 2, starting to 22, busy to 32, idle to 60, off to 100 s.",
        "GPU 2: busy 100%", "In turn: busy to 100 s.",
      ])
    #expect(said([.timeline(timeline([7]))])[0] == "1 request arrives in 100 s, at 7 s.")
    let many = said([.timeline(timeline((0..<40).map(Double.init)))]).joined(separator: " ")
    #expect(many.split(separator: " ").joined(separator: " ").contains("14, 15 s and so on. GPU"))
  }

  @Test func shadesAreSentences() {
    let map = HeatMap(
      rows: [
        HeatMap.Row(name: "1 What", shares: [1]), HeatMap.Row(name: "2 is", shares: [0.04, 0.96]),
        HeatMap.Row(name: "3 a", shares: [0.1, 0.2, 0.3, 0.4]),
        HeatMap.Row(name: "4 b", shares: [0.01]),
      ], columns: ["What", "is", "a", "b"], firstNumber: 1, caption: "That is all.")
    #expect(
      said([.heatMap(map)]) == [
        "1 What: 1 What 100%", "2 is: 2 is 96%", "3 a: 4 b 40%, 3 a 30%, 2 is 20%",
        "4 b: nothing of 5% or more", "That is all.",
      ])
  }

  @Test func whatIsWrongIsSaid() {
    let snippet = Snippet(line: "rent + 5", marked: 7..<8, label: "5 has no unit")
    #expect(said([.snippet(snippet)]) == ["rent + 5", "At “5”: 5 has no unit."])
  }

  /// Whatever is shown, no line, block, braille or arrow is left, and nothing is wider than asked.
  @Test(arguments: 0..<10) func nothingIsDrawn(batch: Int) {
    var style = Style(width: 60)
    style.isNarrated = true
    for seed in batch * 20..<(batch + 1) * 20 {
      var random = RandomDisplay(seed: UInt64(seed))
      for line in random.display().drawnLines(style) {
        let isDrawn = line.unicodeScalars.contains {
          (0x2500...0x25FF).contains($0.value) || (0x2800...0x28FF).contains($0.value)
            || $0.value == 0x1B
        }
        if isDrawn || line.columns > 60 { Issue.record("seed \(seed): \(line)") }
      }
    }
  }
}
