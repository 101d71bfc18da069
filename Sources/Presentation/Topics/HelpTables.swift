import Basics
import Course
import Display
import Language
import Quantities
import Workbook

/// The lists of help: all commands, all units, and so on, a line each.
public enum HelpTables {
  /// The words behind `help` that give a list.
  public enum Subject: String, CaseIterable, Sendable {
    case commands, questions, functions, units, blocks, exercises
  }

  /// A list, and the same as JSON.
  public static func table(
    _ subject: Subject, of workbook: Workbook
  ) -> (display: Display, json: JSON) {
    let named: JSON
    var blocks: [Block]
    switch subject {
    case .commands:
      blocks = [commands(Command.allCases)]
      named = .array(Command.allCases.map { JSON($0) })
    case .questions:
      blocks = [questions]
      named = .array(
        Question.verbs.map {
          .object(["form": .string($0.form), "sentence": .string($0.sentence)])
        }
      )
    case .functions:
      let own = workbook.definedFunctions.map {
        row("\($0.name)(\($0.parameters.joined(separator: ", ")))", "= \($0.body.text)")
      }
      let functions = workbook.functions.functions
      blocks = [
        .table(Table(rows: functions.map { row($0.form, $0.sentence) } + own, style: .bare)),
        .remark("Define your own: f(x) = 2 * x"),
      ]
      named = .array(functions.map { JSON($0) })
    case .units:
      let units = workbook.units.entries
      blocks = [
        .table(
          Table(
            rows: units.map { row($0.names.joined(separator: " "), $0.sentence) }, style: .bare)),
        .remark("A unit stands right behind a number: 720 h/month, $27.78/gpu·h, $3/(gpu*h)."),
      ]
      named = .array(units.map { JSON($0) })
    case .blocks:
      let kinds = DirectiveKind.allCases
      blocks = [
        .table(Table(rows: kinds.map { row($0.form, $0.declaration.sentence) }, style: .bare))
      ]
      named = .array(kinds.map { JSON($0) })
    case .exercises:
      let kinds = Exercise.Kind.allCases
      blocks = [.table(Table(rows: kinds.map { row($0.rawValue, $0.sentence) }, style: .bare))]
      named = .array(kinds.map { JSON($0) })
    }
    let names = workbook.functions.names
    return (
      names.display(Display(blocks)),
      .object([JSON.Member(subject.rawValue, names.isUsual ? named : names.json(named))])
    )
  }

  /// Commands with what they do.
  public static func commands(_ commands: [Command]) -> Block {
    .table(Table(rows: commands.map { row($0.form, $0.sentence) }, style: .bare))
  }

  /// The questions with what they answer.
  public static var questions: Block {
    .table(Table(rows: Question.verbs.map { row($0.form, $0.sentence) }, style: .bare))
  }

  private static func row(_ form: String, _ sentence: String) -> [Text] {
    [Text("  "), Text(form, .input), Text(sentence, .muted)]
  }
}
