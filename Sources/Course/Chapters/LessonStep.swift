/// A piece of a lesson that is shown at once, up to where the learner does something.
public struct LessonStep: Sendable {
  /// What is read: prose, models, figures, notes.
  public var elements: [Element] = []
  /// What is done at its end; nil where one only goes on.
  public var interaction: Interaction?

  /// What is done at a step's end.
  public enum Interaction: Sendable {
    /// Suggested lines to run.
    case attempt(TryBlock)
    /// Something to guess.
    case predict(PredictBlock)
    /// A choice without points.
    case quiz(QuizBlock)
    /// An exercise, by its id.
    case exercise(String)
  }

  /// A step by itself.
  public init(elements: [Element] = [], interaction: Interaction? = nil) {
    self.elements = elements
    self.interaction = interaction
  }

  /// The id of the exercise at its end; nil where none is.
  public var exercise: String? {
    if case .exercise(let id)? = interaction { return id }
    return nil
  }

  /// The models that are shown in it, in their order.
  public var models: [String] {
    elements.compactMap { element in
      if case .model(let model) = element.form { return model.name }
      return nil
    }
  }

  /// The steps of a lesson; at least one.
  public static func steps(of lesson: Lesson) -> [LessonStep] {
    var steps: [LessonStep] = []
    var step = LessonStep()
    for element in lesson.elements {
      guard let interaction = Interaction(element) else {
        for (index, part) in element.parts.enumerated() {
          if index > 0 {
            steps.append(step)
            step = LessonStep()
          }
          step.elements.append(part)
        }
        continue
      }
      step.interaction = interaction
      steps.append(step)
      step = LessonStep()
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

extension LessonStep.Interaction {
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

extension Chapter {
  /// The models whose cells can be named without them at a place in a lesson: what was shown last
  /// first, then the others in view. A lesson without models goes on with those before it.
  /// - Parameters:
  ///   - lesson: 0-based.
  ///   - shown: the lesson's models that were shown so far, in their order.
  public func focus(inLesson lesson: Int, shown: [String]) -> [String] {
    let inView = models(inViewOf: lesson).map { $0.name }
    return shown.reversed() + inView.reversed().filter { !shown.contains($0) }
  }
}
