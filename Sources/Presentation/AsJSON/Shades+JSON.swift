import Basics
import Language

extension Shades {
  /// All of it: names, shares from 0 to 1 row by row, and the words below the picture.
  var json: JSON {
    .object([
      "rows": JSON(rows), "columns": JSON(columns),
      "shares": .array(shares.map { .array($0.map { .number($0) }) }),
      "caption": .string(caption),
    ])
  }
}
