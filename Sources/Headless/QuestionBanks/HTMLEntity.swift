/// Characters that HTML writes as `&name;`, of those that questions use.
enum HTMLEntity {
  /// What stands at the start of a text that begins with `&`, and how many characters it takes.
  /// What is no entity is an ampersand.
  static func read(_ text: Substring) -> (text: String, length: Int) {
    let name = text.dropFirst().prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "#") }
      .prefix(12)
    let end = name.endIndex
    guard end < text.endIndex, text[end] == ";", !name.isEmpty else { return ("&", 1) }
    if let known = names[String(name)] { return (known, name.count + 2) }
    guard name.first == "#" else { return ("&", 1) }
    let digits = name.dropFirst()
    let number =
      digits.first == "x" || digits.first == "X"
      ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
    guard let scalar = number.flatMap(Unicode.Scalar.init) else { return ("&", 1) }
    return (String(Character(scalar)), name.count + 2)
  }

  /// The same text with each entity as what it stands for.
  static func decoded(_ text: Substring) -> String {
    var (rest, result) = (text, "")
    while let next = rest.firstIndex(of: "&") {
      let (character, length) = read(rest[next...])
      result += rest[..<next] + character
      rest = rest[next...].dropFirst(length)
    }
    return result + rest
  }

  private static let names: [String: String] = [
    "lt": "<", "gt": ">", "amp": "&", "quot": "\"", "apos": "'", "nbsp": " ", "ndash": "–",
    "mdash": "—", "hellip": "…", "lsquo": "‘", "rsquo": "’", "ldquo": "“", "rdquo": "”",
    "laquo": "«",
    "raquo": "»", "bull": "•", "middot": "·", "times": "×", "divide": "÷", "plusmn": "±",
    "minus": "−",
    "deg": "°", "micro": "µ", "euro": "€", "pound": "£", "yen": "¥", "cent": "¢", "copy": "©",
    "reg": "®", "trade": "™", "sect": "§", "para": "¶", "frac12": "½", "frac14": "¼", "frac34": "¾",
    "sup1": "¹", "sup2": "²", "sup3": "³", "le": "≤", "ge": "≥", "ne": "≠", "asymp": "≈",
    "equiv": "≡",
    "infin": "∞", "sum": "∑", "prod": "∏", "radic": "√", "int": "∫", "part": "∂", "isin": "∈",
    "notin": "∉", "cap": "∩", "cup": "∪", "sub": "⊂", "sup": "⊃", "sube": "⊆", "supe": "⊇",
    "and": "∧",
    "or": "∨", "not": "¬", "forall": "∀", "exist": "∃", "empty": "∅", "rarr": "→", "larr": "←",
    "uarr": "↑", "darr": "↓", "harr": "↔", "rArr": "⇒", "lArr": "⇐", "hArr": "⇔", "alpha": "α",
    "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "lambda": "λ", "mu": "μ", "pi": "π",
    "rho": "ρ", "sigma": "σ", "tau": "τ", "phi": "φ", "omega": "ω", "theta": "θ", "Delta": "Δ",
    "Sigma": "Σ", "Omega": "Ω", "Theta": "Θ", "Pi": "Π", "Phi": "Φ",
    "agrave": "à", "aacute": "á", "acirc": "â", "atilde": "ã", "auml": "ä", "aring": "å",
    "aelig": "æ",
    "ccedil": "ç", "egrave": "è", "eacute": "é", "ecirc": "ê", "euml": "ë", "igrave": "ì",
    "iacute": "í", "icirc": "î", "iuml": "ï", "ntilde": "ñ", "ograve": "ò", "oacute": "ó",
    "ocirc": "ô", "otilde": "õ", "ouml": "ö", "oslash": "ø", "oelig": "œ", "ugrave": "ù",
    "uacute": "ú", "ucirc": "û", "uuml": "ü", "yacute": "ý", "yuml": "ÿ", "szlig": "ß",
    "Agrave": "À",
    "Aacute": "Á", "Acirc": "Â", "Atilde": "Ã", "Auml": "Ä", "Aring": "Å", "AElig": "Æ",
    "Ccedil": "Ç", "Egrave": "È", "Eacute": "É", "Ecirc": "Ê", "Euml": "Ë", "Ntilde": "Ñ",
    "Oacute": "Ó", "Ocirc": "Ô", "Ouml": "Ö", "Oslash": "Ø", "OElig": "Œ", "Uacute": "Ú",
    "Ucirc": "Û", "Uuml": "Ü", "Ugrave": "Ù", "iexcl": "¡", "iquest": "¿", "ordf": "ª", "ordm": "º",
  ]
}
