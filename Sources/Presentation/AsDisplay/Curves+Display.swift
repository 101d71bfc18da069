import Display
import Quantities
import Workbook

extension Answer.Curves {
  /// The curves with the same data as a table, and why there is no value where there is none.
  var display: Display {
    // Where they stand at one value of the name, one line tells all of them.
    let all = self.marks
    let isOne = all.allSatisfy { $0.at == all.first?.at }
    let marks = all.enumerated().map { index, mark in
      let told = (isOne ? all : [mark]).filter { $0.name != cell }
        .map { ", \($0.name) \($0.value.rounded)" }.joined()
      return mark.drawing(isOne && index > 0 ? "" : "now: \(cell) \(mark.at.text)" + told)
    }
    return Display([.plot(plot(marks: marks, table: table.table))] + table.reasons)
  }

  func plot(marks: [Plot.Mark], table: Table) -> Plot {
    Plot(
      x: x.drawing, y: y.drawing, series: series.flatMap { $0.drawings }, marks: marks, table: table
    )
  }
}

extension Answer.Curves.Axis {
  var drawing: Plot.Axis { Plot.Axis(name, unit, isLogarithmic: isLogarithmic) }
}

extension Plot.Axis {
  /// An axis of numbers in a unit.
  init(_ name: String, _ unit: Unit, isLogarithmic: Bool = false) {
    let (prefix, suffix) = unit.affixes()
    self.init(name: name, prefix: prefix, suffix: suffix, isLogarithmic: isLogarithmic)
  }
}

extension Answer.Curves.Mark {
  func drawing(_ label: String) -> Plot.Mark {
    Plot.Mark(x: at.magnitude, y: height, label: label)
  }
}

extension Answer.Curves.Series {
  /// The curve, and the ends of its band where it has one.
  fileprivate var drawings: [Plot.Series] {
    let middle = Plot.Series(name: name, points: points.map { Plot.Point(x: $0.x, y: $0.y) })
    guard hasBand else { return [middle] }
    return [
      middle,
      Plot.Series(
        name: "\(name), 5% lie below", points: points.map { Plot.Point(x: $0.x, y: $0.band?.low) }),
      Plot.Series(
        name: "\(name), 5% lie above", points: points.map { Plot.Point(x: $0.x, y: $0.band?.high) }),
    ]
  }
}

extension Amount {
  /// As its model shows it.
  fileprivate var rounded: String { isCertain ? typical.roundedText : text }
}
