import Basics

extension QuestionBank {
  /// A bank of questions, to be written.
  public init(_ questions: [BankQuestion]) { self.questions = questions }

  /// The file, and what of the questions a form cannot hold, each with a question's id.
  public func written(_ form: Form) -> (text: String, losses: [(id: String, what: String)]) {
    var text = form == .moodle ? "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<quiz>\n" : ""
    var losses: [(id: String, what: String)] = []
    var category: [String] = []
    for question in questions {
      var lines = ""
      switch form {
      case .gift:
        let (written, lost) = question.gift()
        losses += lost.map { (question.identity, $0) }
        guard let written else { continue }
        lines = written + "\n"
      case .moodle: lines = question.moodle()
      }
      if question.category != category {
        category = question.category
        let path = (["$course$", "top"] + category.map { $0.replacingAll("/", with: "//") })
          .joined(separator: "/")
        text +=
          form == .gift
          ? "$CATEGORY: \(path.split { $0.isNewline }.joined(separator: " "))\n\n"
          : "  <question type=\"category\"><category><text>\(path.escapedForMarkup())</text>"
            + "</category></question>\n"
      }
      text += lines
    }
    return (form == .moodle ? text + "</quiz>\n" : text, losses)
  }
}
