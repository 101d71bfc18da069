import Language
import Quantities

/// The two ceilings under which programs run, drawn with what was reached: the bandwidth of memory
/// where there are few operations for each byte that is read, all that can be computed where there are
/// many. Source: Williams, Waterman and Patterson, "Roofline", CACM 52(4), 2009.
struct Roofline: Sendable {
  /// Bytes a second.
  let bandwidth: Double
  /// Operations a second.
  let peak: Double
  /// What was reached.
  var curves: [(name: String, points: [Point])]

  /// How fast something ran.
  struct Point: Sendable {
    /// Operations for each byte that it had to read.
    let intensity: Double
    /// Operations a second.
    let work: Double
    /// What it is, beside the others of its curve.
    var name = ""
  }

  /// Operations for each byte where the roof turns flat.
  var ridge: Double { peak / bandwidth }

  /// Operations a second that can be reached with so many for each byte.
  func roof(_ intensity: Double) -> Double { min(peak, bandwidth * intensity) }

  /// As it is drawn.
  /// - Parameter caption: what the ceilings are, and what is below them.
  func chart(_ caption: String) -> Chart {
    let all = curves.flatMap { $0.points }
    let (low, high) = (all.map { $0.intensity }.min(), all.map { $0.intensity }.max())
    let ends = [min(low ?? ridge, ridge) / 2, ridge, 2 * max(high ?? ridge, ridge)]
    let unit = Value.work(peak, per: "s").quantity?.unit ?? Units.rate("flop", per: "s")
    func point(_ point: Point) -> Chart.Point {
      Chart.Point(point.intensity, point.work / unit.scale, point.name)
    }
    let ceiling = ends.map { point(Point(intensity: $0, work: self.roof($0))) }
    return Chart(
      x: .init("operations for each byte", Units.rate("flop", per: "B")),
      y: .init("operations a second", unit),
      curves: [.init("the roof", ceiling)] + curves.map { .init($0.name, $0.points.map(point)) },
      caption: caption)
  }
}
