import Basics
import Workbook

extension Answer.Comparison {
  /// The `settings`, the `result`, and of two runs what differs in them.
  var members: [JSON.Member] {
    [
      JSON.Member("settings", .array(settings.map { $0.json })),
      JSON.Member(
        "result",
        .object(
          [
            JSON.Member("name", .string(name)), JSON.Member("before", JSON(before)),
            JSON.Member("after", JSON(after)), JSON.Member("same", .bool(before == after)),
          ] + (lack.map { [JSON.Member("problem", .string(Changes.reason($0)))] } ?? []))),
      JSON.Member("runs", .array(runs.map { $0.json })),
    ] + (runs.isEmpty ? [] : [JSON.Member("times", JSON(times))])
  }
}

extension Answer.Comparison.Setting {
  fileprivate var json: JSON {
    .object(["name": .string(name), "before": JSON(before), "after": JSON(after)])
  }
}

extension Answer.Comparison.Difference {
  fileprivate var json: JSON {
    .object([
      "name": .string(name), "before": JSON(before), "after": JSON(after),
      "difference": JSON(difference), "margin": margin.map { JSON($0) } ?? .null,
      "clear": .bool(isClear),
    ])
  }
}
