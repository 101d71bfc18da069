import Basics
import Quantities

extension ShareStrip {
  /// The `share`, the `length`, and the `spans` in the unit of the length, as a timeline has them.
  public var json: JSON {
    .object([
      "question": .string("strip"), "share": JSON(share), "length": JSON(length),
      "unit": .string(length.unit.spelling),
      "spans": .array(
        spans.map { span in
          .object([
            "start": .number(span.start), "end": .number(span.end),
            "state": .string(span.isBusy ? "busy" : "idle"),
          ])
        }),
    ])
  }
}
