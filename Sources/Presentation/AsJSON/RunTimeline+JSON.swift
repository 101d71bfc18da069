import Basics
import Language
import Quantities

extension RunTimeline {
  /// Lanes with the spans of their instances, and the arrivals; all times in seconds.
  var members: [JSON.Member] {
    (name.isEmpty ? [] : [JSON.Member("name", .string(name))]) + [
      JSON.Member("unit", .string(Unit(.second).spelling)),
      JSON.Member("start", .number(start)), JSON.Member("end", .number(end)),
      JSON.Member("lanes", .array(lanes.map { $0.json })),
      JSON.Member("lanes_left_out", JSON(lanesLeftOut)),
      JSON.Member("arrivals", .array(arrivals.map { .number($0) })),
    ]
      + (levels.isEmpty ? [] : [JSON.Member("levels", .array(levels.map { $0.json }))])
      + (costs.isEmpty
        ? []
        : [
          JSON.Member(
            "costs",
            .array(
              costs.map {
                .object(["time": .number($0.time), "dollars": .number($0.dollars)])
              }))
        ])
  }
}

extension RunTimeline.Level {
  fileprivate var json: JSON {
    .object([
      "start": .number(start), "end": .number(end), "busy": .number(busy),
      "starting": .number(starting), "idle": .number(idle),
    ])
  }
}

extension RunTimeline.Lane {
  fileprivate var json: JSON {
    .object([
      "name": .string(name),
      "spans": .array(
        spans.map { span in
          .object([
            "start": .number(span.start), "end": .number(span.end),
            "state": .string(span.state.rawValue),
          ])
        }),
    ])
  }
}
