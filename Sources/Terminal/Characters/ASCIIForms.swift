extension String {
  /// What stands for it where only ASCII can be shown; characters without a likeness become ? in
  /// each of their columns.
  func inASCII(isPreformatted: Bool) -> String {
    var result = ""
    let text = isPreformatted ? self : withGroupedUnits
    for character in text {
      if let ascii = character.asciiForm(isPreformatted) {
        result += ascii
      } else {
        result += String(repeating: "?", count: character.columns)
      }
    }
    return result
  }

  /// `432 gpu·h/month` as `432 (gpu*h)/month`, `$2/gpu·h` as `$2/(gpu*h)`: with * alone they would
  /// read as products of values.
  private var withGroupedUnits: String {
    guard contains("·") else { return self }
    var result = ""
    var rest = self[...]
    while let start = rest.firstIndex(where: { $0.isLetter }) {
      result += rest[..<start]
      rest = rest[start...]
      let unit = rest.prefix { $0.isLetter || $0.isNumber || $0 == "^" || $0 == "·" }
      rest = rest[unit.endIndex...]
      guard unit.contains("·"), unit.last != "·" else {
        result += unit
        continue
      }
      let product = unit.replacing("·", with: "*")
      result += result.last == "(" && rest.first == ")" ? product : "(" + product + ")"
    }
    return result + rest
  }
}

extension String {
  /// The same with what the console's font lacks in ASCII.
  func inConsoleFont(isPreformatted: Bool) -> String {
    reduce(into: "") { result, character in
      let form = character.isInConsoleFont ? nil : character.asciiForm(isPreformatted)
      result += form ?? String(character)
    }
  }
}

extension Character {
  /// Whether the font that the Linux kernel brings along has it: code page 437, without its smileys.
  /// Letters of other alphabets are left to the fonts of those who write in them.
  var isInConsoleFont: Bool { isASCII || isLetter || Character.ofConsole.contains(self) }

  private static let ofConsole = Set(
    "─│┌┐└┘├┤┬┴┼═║╒╓╔╕╖╗╘╙╚╛╜╝╞╟╠╡╢╣╤╥╦╧╨╩╪╫╬▀▄█▌▐░▒▓■•○◆▶►◀◄▲▼↑↓→←↔↕·∙√≈≤≥±÷×²½¼°«»¢£¥§µ¬"
      + "\u{A0}")

  /// nil where nothing in ASCII looks like it.
  fileprivate func asciiForm(_ isPreformatted: Bool) -> String? {
    guard !isASCII else { return String(self) }
    // An accent of its own is left out.
    guard let scalar = unicodeScalars.first, scalar.value >= 128 else {
      return unicodeScalars.first.map { String(Character($0)) }
    }
    // Where lines are broken it says that none is broken here.
    if scalar.value == 0xA0 { return isPreformatted ? " " : "\u{00A0}" }
    if !isPreformatted, let long = longForms[scalar] { return long }
    return shortForms[scalar]
  }
}

/// For prose, where the width may change.
private let longForms: [Unicode.Scalar: String] = [
  "→": "->", "←": "<-", "…": "...", "≤": "<=", "≥": ">=", "≠": "!=", "—": "--", "≈": "~",
  "ß": "ss", "æ": "ae", "Æ": "AE", "œ": "oe", "€": "EUR", "£": "GBP", "½": "1/2", "¼": "1/4",
]

/// Each in one column.
private let shortForms: [Unicode.Scalar: String] = {
  var forms: [Unicode.Scalar: String] = [:]
  let groups: [(String, String)] = [
    ("─━═╌╍┄┅┈┉╴╶╸╺–—‐‑−¯", "-"), ("│┃║╎╏┆┇┊┋╵╷╹╻▏▕", "|"),
    ("┌┐└┘├┤┬┴┼╭╮╰╯╔╗╚╝╠╣╦╩╬┏┓┗┛┣┫┳┻╋╞╡╟╢╤╧╪╫", "+"), ("╱", "/"), ("╲", "\\"), ("╳×✕✗✘", "x"),
    ("→▸▶❯►›»▷", ">"), ("←◀◄‹«◁❮", "<"), ("↑▲△", "^"), ("↓▼▽", "v"), ("↔↕", "|"),
    ("·•∙⋅★☆✱", "*"), ("●○◦◉°", "o"), ("…≈∼", "~"), ("“”„", "\""), ("‘’‚′", "'"), ("✓✔±", "+"),
    ("█▓■▇▆▅▄▌▐▀", "#"), ("▒", ":"), ("░▂▁▃", "."), ("\u{A0}\u{2007}\u{2009}\u{202F}", " "),
    ("≤", "<"), ("≥", ">"), ("≠", "#"), ("²", "2"), ("³", "3"), ("¹", "1"), ("µμ", "u"), ("¢", "c"),
    ("ÀÁÂÃÄÅĀĂĄ", "A"), ("àáâãäåāăą", "a"), ("ÇĆĈĊČ", "C"), ("çćĉċč", "c"), ("ÐĎĐ", "D"),
    ("ðďđ", "d"), ("ÈÉÊËĒĔĖĘĚ", "E"), ("èéêëēĕėęě", "e"), ("ĜĞĠĢ", "G"), ("ĝğġģ", "g"),
    ("ÌÍÎÏĨĪĬĮİ", "I"), ("ìíîïĩīĭįı", "i"), ("ŁĹĻĽ", "L"), ("łĺļľ", "l"), ("ÑŃŅŇ", "N"),
    ("ñńņň", "n"), ("ÒÓÔÕÖØŌŎŐ", "O"), ("òóôõöøōŏő", "o"), ("ŔŖŘ", "R"), ("ŕŗř", "r"),
    ("ŚŜŞŠ", "S"), ("śŝşšß", "s"), ("ŢŤŦ", "T"), ("ţťŧ", "t"), ("ÙÚÛÜŨŪŬŮŰŲ", "U"),
    ("ùúûüũūŭůűų", "u"), ("ŴÝŶŸ", "Y"), ("ýÿŷ", "y"), ("ŹŻŽ", "Z"), ("źżž", "z"),
  ]
  for (characters, form) in groups {
    for scalar in characters.unicodeScalars { forms[scalar] = form }
  }
  return forms
}()
