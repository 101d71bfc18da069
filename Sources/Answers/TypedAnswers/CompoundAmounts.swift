import Basics
import Quantities

/// One amount in several units: "1 h 30 min", "27 dollars and 78 cents".
enum CompoundAmounts {
  /// The sum that a text is; nil where it is no such amount.
  static func sum(_ text: String, in units: UnitCatalog) -> String? {
    var parts: [(number: String, unit: String)] = []
    var number = ""
    var unit = ""
    for character in text + " " {
      if AnswerCharacters.isDigit(character) || ".,".contains(character) && unit.isEmpty {
        if !unit.isEmpty {
          guard add(number, unit, to: &parts, in: units) else { return nil }
          (number, unit) = ("", "")
        }
        number.append(character)
      } else if character.isLetter {
        unit.append(character)
      } else if character == "$", number.isEmpty, unit.isEmpty, parts.isEmpty {
        continue
      } else if character == " " || character == "," && !unit.isEmpty {
        if unit == "and", number.isEmpty { unit = "" }
        if !unit.isEmpty {
          guard add(number, unit, to: &parts, in: units) else { return nil }
          (number, unit) = ("", "")
        } else if !number.isEmpty, text.first == "$", parts.isEmpty {
          guard add(number, "dollars", to: &parts, in: units) else { return nil }
          number = ""
        }
      } else {
        return nil
      }
    }
    // 27 dollars 78.
    if !number.isEmpty, unit.isEmpty, parts.count == 1, parts[0].unit.hasPrefix("dollar"),
      number.count == 2
    {
      parts.append((number, "cents"))
      number = ""
    }
    guard parts.count > 1, number.isEmpty, unit.isEmpty,
      areFalling(parts.map { $0.unit }, in: units)
    else { return nil }
    return "(\(parts.map { "\($0.number) \($0.unit)" }.joined(separator: " + ")))"
  }

  /// "1:30 h" as 1 h + 30 min; nil for what names no unit of its own.
  static func clock(_ text: String) -> String? {
    let words = text.split(separator: " ")
    let parts = (words.first ?? "").split(separator: ":", omittingEmptySubsequences: false)
    guard words.count == 2, parts.count == 2, parts[1].count == 2,
      parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy(AnswerCharacters.isDigit) })
    else { return nil }
    switch words[1].lowercased() {
    case "h", "hr", "hrs", "hour", "hours": return "(\(parts[0]) h + \(parts[1]) min)"
    case "min", "mins", "minute", "minutes": return "(\(parts[0]) min + \(parts[1]) s)"
    default: return nil
    }
  }

  private static func add(
    _ number: String, _ unit: String, to parts: inout [(number: String, unit: String)],
    in units: UnitCatalog
  ) -> Bool {
    // Behind hours, m is minutes.
    let unit = unit == "m" && !parts.isEmpty ? "min" : unit
    guard number.first?.isNumber == true, units.unit(named: unit) != nil else {
      return false
    }
    parts.append((number, unit))
    return true
  }

  /// Whether units of one kind follow from the largest to the smallest.
  private static func areFalling(_ names: [String], in catalog: UnitCatalog) -> Bool {
    let units = names.compactMap { catalog.unit(named: $0) }
    return zip(units, units.dropFirst()).allSatisfy {
      $0.dimension == $1.dimension && $0.scale > $1.scale
        && ($0.dimension == Dimension(.time) || $0.dimension == Dimension(.money))
    }
  }
}
