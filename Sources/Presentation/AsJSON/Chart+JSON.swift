import Basics
import Language

extension Chart {
  /// Axes with their units, curves with their points in them, and the words below the picture.
  var json: JSON {
    .object([
      "x": x.json, "y": y.json, "curves": .array(curves.map { $0.json }),
      "caption": .string(caption),
    ])
  }
}

extension Chart.Axis {
  fileprivate var json: JSON {
    .object(["name": .string(name), "unit": .string(unit.spelling), "log": .bool(true)])
  }
}

extension Chart.Curve {
  fileprivate var json: JSON {
    .object(["name": .string(name), "points": .array(points.map { $0.json })])
  }
}

extension Chart.Point {
  fileprivate var json: JSON {
    .object(["x": .number(x), "y": .number(y), "name": .string(name)])
  }
}
