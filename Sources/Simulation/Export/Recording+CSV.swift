import Basics

extension Recording {
  /// Everything recorded as CSV, one thing that happened on a line, in order of time:
  /// `kind,lane,instance,start,end,arrival`. Kinds are `starting`, `busy` and `idle` (intervals of
  /// an instance), `request` (its service, with its arrival), `arrival` and `rejection`. Seconds.
  public func writeCSV(to output: inout some TextOutputStream) {
    output.write(CSV.row(["kind", "lane", "instance", "start", "end", "arrival"]))
    var lines: [(time: Double, cells: [CSV.Cell])] = []
    lines.reserveCapacity(intervals.count + requests.count + arrivals.count)
    for interval in intervals {
      lines.append(
        (
          interval.start,
          [
            .text(interval.state.rawValue), .whole(interval.lane), .whole(interval.instance),
            .number(interval.start), .number(interval.end), .none,
          ]
        ))
    }
    for request in requests {
      lines.append(
        (
          request.begin,
          [
            .text("request"), .whole(request.lane), .none, .number(request.begin),
            .number(request.end), .number(request.arrival),
          ]
        ))
    }
    for time in arrivals { lines.append((time, instant("arrival", time))) }
    for time in rejections { lines.append((time, instant("rejection", time))) }
    // By time, and as they stand here at the same time.
    let order = lines.indices.sorted { (lines[$0].time, $0) < (lines[$1].time, $1) }
    for index in order { output.write(CSV.row(lines[index].cells)) }
  }

  private func instant(_ kind: String, _ time: Double) -> [CSV.Cell] {
    [.text(kind), .none, .none, .number(time), .number(time), .number(time)]
  }

  /// The CSV as text.
  public var csv: String {
    var text = ""
    writeCSV(to: &text)
    return text
  }
}
