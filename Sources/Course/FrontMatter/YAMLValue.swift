import Diagnostics

/// A value of YAML and where it stands in the file.
struct YAMLValue {
  indirect enum Form {
    case text(YAMLText)
    case list([YAMLValue])
    case map([YAMLEntry])
  }

  var form: Form
  var span: SourceSpan

  /// What it is, in the words of whoever writes it.
  var kindWords: String {
    switch form {
    case .text(let text): text.value.isEmpty ? "nothing" : "a text"
    case .list: "a list"
    case .map: "a map of keys and values"
    }
  }

  var isEmpty: Bool {
    if case .text(let text) = form { return text.value.isEmpty && text.isPlain }
    return false
  }
}

/// A scalar.
struct YAMLText {
  var value: String
  /// Its place without quotes.
  var range: Range<Int>
  /// Whether the file says exactly this, line ends and indentation aside, so that a formula in it
  /// can be read in its place.
  var isVerbatim: Bool
  /// Whether it stands without quotes.
  var isPlain: Bool
}

/// `key: value`.
struct YAMLEntry {
  var key: String
  var keySpan: SourceSpan
  var value: YAMLValue
}
