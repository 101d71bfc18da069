import Basics
import Diagnostics
import Display
import Headless
import NativeFunctions
import Synchronization
import Terminal
import Workbook

extension FuzzTarget {
  /// Lines typed one after the other: what is answered can be drawn and is JSON.
  static let language = FuzzTarget("language") { bytes in
    var evaluation = try Start.evaluation.get()
    for line in String(decoding: bytes.prefix(2000), as: UTF8.self).split(separator: "\n").prefix(6)
    {
      Patience.shared.start()
      let outcome = evaluation.answer(String(line))
      try expectShowable(outcome.display)
      try expectJSON(outcome.json)
    }
  }

  /// Lines of a sheet.
  static let sheet = FuzzTarget("sheet") { bytes in
    Patience.shared.start()
    let source = Source(name: "x.sheet", String(decoding: bytes.prefix(2000), as: UTF8.self))
    let run = SheetRun(source, in: Start.workbook)
    try expectShowable(run.display)
    try expectJSON(run.json)
    for problem in run.problems { try expectShowable(problem.display) }
  }

  /// Messages to the program as a server of tools, as a reader of lines, and as a language server.
  static let message = FuzzTarget("message") { bytes in
    let evaluation = try Start.evaluation.get()
    var (tools, lines) = (ToolServer(evaluation), LineSession(evaluation))
    for line in bytes.prefix(2000).split(separator: 10).prefix(6) {
      Patience.shared.start()
      if let reply = tools.reply(to: Array(line)) { try expectJSON(reply) }
      try expectJSON(lines.answer(Array(line)))
    }
    var server = LanguageServer()
    for reply in server.receive(bytes) + server.settle() { try expectJSON(reply) }
  }
}

/// What every input starts from, made once.
enum Start {
  static let evaluation = Result {
    try Evaluation(course: nil, place: nil, isInterrupted: { Patience.shared.isOver })
  }

  static let workbook = {
    var workbook = Workbook.native(ModelRunner(model: nil), nil)
    workbook.isInterrupted = { Patience.shared.isOver }
    return workbook
  }()
}

/// Lets work ask so often whether it is to stop, and no oftener: a line that goes on is one that a
/// user would stop.
final class Patience: Sendable {
  static let shared = Patience()
  private static let looks = 400
  private let left = Atomic<Int>(Patience.looks)

  func start() { left.store(Patience.looks, ordering: .relaxed) }

  var isOver: Bool { left.subtract(1, ordering: .relaxed).newValue < 0 }
}

/// Nothing that is drawn steers the terminal or hides; but U+200D joins pictures.
func expectShowable(_ display: Display) throws(Finding) {
  for (width, isPlain) in [(60, false), (100, true)] {
    let style = Style(width: width, isPlain: isPlain)
    for line in display.drawnLines(style) {
      try expect(
        !line.unicodeScalars.contains { $0.isUnshowable && $0.value != 0x200D },
        "drawn: \(line.debugDescription)")
    }
  }
}

/// What is written as JSON reads back, and is written the same again.
func expectJSON(_ json: JSON) throws(Finding) {
  let text = json.text
  let read: JSON
  do throws(JSONProblem) {
    read = try JSONReader.read(
      Array(text.utf8), limits: JSONLimits(bytes: 1 << 28, depth: 256, string: 1 << 28))
  } catch {
    throw Finding("no JSON: \(error.text): \(text.debugDescription)")
  }
  try expect(read.text == text, "read and written again: \(text.debugDescription)")
}
