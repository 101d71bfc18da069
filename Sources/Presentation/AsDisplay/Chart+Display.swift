import Display
import Language
import Quantities

extension Chart {
  /// The picture with what is to be seen of it; where nothing can be drawn, its points as a table.
  var display: Display {
    Display([
      .plot(
        Plot(
          x: Plot.Axis(x.name, x.unit, isLogarithmic: true),
          y: Plot.Axis(y.name, y.unit, isLogarithmic: true),
          series: curves.map { curve in
            Plot.Series(
              name: curve.name, points: curve.points.map { Plot.Point(x: $0.x, y: $0.y) })
          }, table: table)), .paragraph(Text(caption, .muted)),
    ])
  }

  private var table: Table {
    Table(
      header: ["", Text(x.name, .muted), Text(y.name, .muted)],
      rows: curves.flatMap { curve in
        curve.points.map { point in
          [
            Text(point.name.isEmpty ? curve.name : "\(curve.name), \(point.name)", .name),
            Text(Quantity(point.x, x.unit).text(significant: 3), .value),
            Text(Quantity(point.y, y.unit).text(significant: 3), .value),
          ]
        }
      }, alignments: [.leading, .trailing, .trailing])
  }
}
