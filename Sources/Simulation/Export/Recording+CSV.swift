extension Recording {
  /// Everything recorded as CSV, one thing that happened on a line, in order of time:
  /// `kind,lane,instance,start,end,arrival`. Kinds are `starting`, `busy` and `idle` (intervals of
  /// an instance), `request` (its service, with its arrival), `arrival` and `rejection`. Seconds.
  public func writeCSV(to output: inout some TextOutputStream) {
    output.write("kind,lane,instance,start,end,arrival\n")
    var lines: [(time: Double, text: String)] = []
    lines.reserveCapacity(intervals.count + requests.count + arrivals.count)
    for interval in intervals {
      lines.append(
        (
          interval.start,
          "\(interval.state.rawValue),\(interval.lane),\(interval.instance),"
            + "\(interval.start),\(interval.end),"
        ))
    }
    for request in requests {
      lines.append(
        (
          request.begin,
          "request,\(request.lane),,\(request.begin),\(request.end),\(request.arrival)"
        ))
    }
    for time in arrivals { lines.append((time, "arrival,,,\(time),\(time),\(time)")) }
    for time in rejections { lines.append((time, "rejection,,,\(time),\(time),\(time)")) }
    // By time, and as they stand here at the same time.
    let order = lines.indices.sorted { (lines[$0].time, $0) < (lines[$1].time, $1) }
    for index in order {
      output.write(lines[index].text)
      output.write("\n")
    }
  }

  /// The CSV as text.
  public var csv: String {
    var text = ""
    writeCSV(to: &text)
    return text
  }
}
