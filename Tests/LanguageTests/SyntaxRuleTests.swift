import Diagnostics
import Testing

@testable import Language

/// The written rules of the language against the parser.
@Suite struct SyntaxRuleTests {
  /// No sign and no reserved word is without a rule or a question that shows it.
  @Test func nothingIsLeftOut() {
    let shown = SyntaxRule.all.map { $0.form + " " + $0.example } + Question.verbs.map { $0.form }
    let text = shown.joined(separator: " ")
    let words = Set(text.split { !$0.isLetter }.map(String.init))
    for word in reservedWords { #expect(words.contains(word), "\(word)") }
    // The two dots are those of ranges in files, which no line has.
    for sign in Token.Sign.allCases where sign != .range {
      #expect(text.contains(sign.rawValue), "\(sign.rawValue)")
    }
  }

  /// The order in the table is the order in which operators bind.
  @Test func operatorsStandFromLooseToTight() throws {
    func outline(_ line: String) throws -> Expression.Form {
      guard case .expression(let found) = try Statement.parse(Source(line), in: ParsingScope())
      else { throw Outside() }
      return found.form
    }
    let steps: [(line: String, isLooser: (Expression.Form) -> Bool)] = [
      ("a or b and c", { if case .any = $0 { true } else { false } }),
      ("not a and b", { if case .all = $0 { true } else { false } }),
      ("not a == b", { if case .not = $0 { true } else { false } }),
      ("a == b in h", { if case .compare = $0 { true } else { false } }),
      ("a to b in h", { if case .convert = $0 { true } else { false } }),
      ("a to b + c", { if case .range = $0 { true } else { false } }),
      ("a + b * c", { if case .sum = $0 { true } else { false } }),
      ("-a * b", { if case .product = $0 { true } else { false } }),
      ("-a ^ b", { if case .negate = $0 { true } else { false } }),
    ]
    for (line, isLooser) in steps { #expect(isLooser(try outline(line)), "\(line)") }
  }

  private struct Outside: Error {}

  /// Each command is what its example gives.
  @Test(arguments: Command.allCases) func commands(_ command: Command) {
    let read = TypedCommand(command.example) { _ in false }
    #expect(read?.command == command)
    #expect(command.form.hasPrefix(command.rawValue))
  }

  /// Each form of a question is read from its example, as that verb.
  @Test func questions() throws {
    for form in Question.verbs {
      let statement = try Statement.parse(Source(form.example), in: ParsingScope())
      guard case .question = statement else {
        Issue.record("\(form.example)")
        continue
      }
      #expect(form.example.hasPrefix(form.verb + " ") && form.form.hasPrefix(form.verb + " "))
    }
  }
}
