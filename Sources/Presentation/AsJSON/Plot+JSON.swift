import Basics
import Language
import Quantities
import Workbook

extension Answer.Curves {
  /// Axes, `series` of points in the units of the axes, `marks`, and the same as a `table`.
  var members: [JSON.Member] {
    [
      JSON.Member("x", x.json), JSON.Member("y", y.json),
      JSON.Member("series", .array(series.map { $0.json })),
      JSON.Member("marks", .array(marks.map { $0.json })),
      JSON.Member("table", .object(table.members)),
    ]
  }
}

extension Answer.Curves.Axis {
  fileprivate var json: JSON {
    .object([
      "name": .string(name), "unit": .string(unit.spelling), "log": .bool(isLogarithmic),
    ])
  }
}

extension Answer.Curves.Series {
  fileprivate var json: JSON {
    .object(["name": .string(name), "points": .array(points.map { $0.json })])
  }
}

extension Answer.Curves.Point {
  /// `x` and `y`; of what is uncertain also `p5` and `p95`.
  fileprivate var json: JSON {
    var members = [
      JSON.Member("x", .number(x)), JSON.Member("y", y.map { .number($0) } ?? .null),
    ]
    if let band {
      members += [JSON.Member("p5", .number(band.low)), JSON.Member("p95", .number(band.high))]
    }
    return .object(members)
  }
}

extension Answer.Curves.Mark {
  fileprivate var json: JSON {
    .object(["name": .string(name), "at": JSON(at), "value": JSON(value)])
  }
}

extension Answer.TradeOff {
  /// What is varied, both results, the points, and where the workbook stands `now`.
  var members: [JSON.Member] {
    let units = sweep.columns.map { $0.unit }
    return [
      JSON.Member("over", JSON(name: name, sweep.values.first?.unit ?? .none)),
      JSON.Member("x", JSON(name: across, units.first ?? .none)),
      JSON.Member("y", JSON(name: up, units.last ?? .none)),
      JSON.Member("points", .array(points.indices.map(point))),
      JSON.Member("now", now.map { JSON.object($0.members) } ?? .null), sweep.failures,
    ]
  }

  private func point(_ place: Int) -> JSON {
    let members =
      points[place]?.members ?? [
        JSON.Member("at", JSON(sweep.values[place])), JSON.Member("x", .null),
        JSON.Member("y", .null),
      ]
    return .object(members + [JSON.Member("frontier", .bool(isOnFrontier[place]))])
  }
}

extension Answer.TradeOff.Point {
  fileprivate var members: [JSON.Member] {
    [JSON.Member("at", JSON(value)), JSON.Member("x", JSON(x)), JSON.Member("y", JSON(y))]
  }
}

extension Histogram {
  /// What is counted, the axis, the `bars` with their shares in percent, quantiles as `marks`.
  var members: [JSON.Member] {
    [
      JSON.Member(
        "x",
        .object([
          "name": .string(name), "unit": .string(unit.spelling), "log": .bool(isLogarithmic),
        ])), JSON.Member("counts", .string(names.text(subject.rawValue))),
      JSON.Member(
        "bars",
        .array(
          bars.map { .object(["middle": .number($0.middle), "share": .number($0.share)]) })),
      JSON.Member(
        "marks",
        .array(marks.map { .object(["name": .string($0.name), "value": JSON($0.value)]) })),
      JSON.Member("max", most.map { JSON($0) } ?? .null),
      JSON.Member("zeros", zeros.map { JSON($0) } ?? .null),
    ]
  }
}
