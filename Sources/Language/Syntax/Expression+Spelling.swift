import Diagnostics

extension Expression {
  /// The text it was parsed from, with each name as this tree has it: after `mappingNames`, with
  /// full names.
  public var spelledOut: String {
    var names: [(range: Range<Int>, text: String)] = []
    visit { expression in
      if case .name(let path) = expression.form {
        names.append((expression.span.range, path.joined(separator: ".")))
      }
    }
    var text = ""
    var offset = span.range.lowerBound
    for name in names.sorted(by: { $0.range.lowerBound < $1.range.lowerBound })
    where name.range.lowerBound >= offset {
      text += span.source.string(offset..<name.range.lowerBound) + name.text
      offset = name.range.upperBound
    }
    return text + span.source.string(offset..<span.range.upperBound)
  }
}
