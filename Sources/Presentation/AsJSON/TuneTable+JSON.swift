import Basics
import Workbook

extension Answer.TuneTable {
  /// The range, the present value, and what follows from every stop as a `table`.
  var members: [JSON.Member] {
    [
      JSON.Member("name", .string(name)), JSON.Member("from", JSON(low)),
      JSON.Member("to", JSON(high)), JSON.Member("own_range", .bool(isOwnRange)),
      JSON.Member("now", JSON(now)),
      JSON.Member("table", table.map { .object($0.members) } ?? .null),
    ]
  }
}
