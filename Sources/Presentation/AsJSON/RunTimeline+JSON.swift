import Basics
import Language
import Quantities

extension RunTimeline {
  /// Lanes with the spans of their instances, and the arrivals; all times in seconds.
  var members: [JSON.Member] {
    [
      JSON.Member("unit", .string(Unit(.second).spelling)),
      JSON.Member("end", .number(end)),
      JSON.Member("lanes", .array(lanes.map { $0.json })),
      JSON.Member("lanes_left_out", JSON(lanesLeftOut)),
      JSON.Member("arrivals", .array(arrivals.map { .number($0) })),
    ]
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
