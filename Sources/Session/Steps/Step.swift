import Course

/// A piece of a lesson that is shown at once, up to where the learner does something.
struct Step {
  /// What is read: prose, models, figures, notes.
  var elements: [Element] = []
  /// What is done at its end; nil where one only goes on.
  var interaction: Interaction?

  enum Interaction {
    case attempt(TryBlock)
    case predict(PredictBlock)
    case quiz(QuizBlock)
    /// By its id.
    case exercise(String)
  }

  /// The steps of a lesson; at least one.
  static func steps(of lesson: Lesson) -> [Step] {
    var steps: [Step] = []
    var step = Step()
    for element in lesson.elements {
      guard let interaction = Interaction(element) else {
        for (index, part) in element.parts.enumerated() {
          if index > 0 {
            steps.append(step)
            step = Step()
          }
          step.elements.append(part)
        }
        continue
      }
      step.interaction = interaction
      steps.append(step)
      step = Step()
    }
    if !step.elements.isEmpty || steps.isEmpty { steps.append(step) }
    return steps
  }
}

extension Element {
  /// Prose cut at its rules (---): each part is a step of its own.
  fileprivate var parts: [Element] {
    guard case .prose(let markup) = form else { return [self] }
    let parts = markup.blocks.split { $0.form == .rule }
    guard parts.count > 1 else { return [self] }
    return parts.map { blocks in
      var part = self
      part.form = .prose(Markup(Array(blocks)))
      return part
    }
  }
}

extension Step.Interaction {
  fileprivate init?(_ element: Element) {
    switch element.form {
    case .attempt(let block): self = .attempt(block)
    case .prediction(let block): self = .predict(block)
    case .quiz(let block): self = .quiz(block)
    case .exercise(let reference): self = .exercise(reference.id)
    default: return nil
    }
  }
}
