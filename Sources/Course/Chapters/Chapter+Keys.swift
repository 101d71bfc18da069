extension Chapter {
  /// The keys of a chapter's head.
  public enum Key {
    static let title = FileKey(
      "title", .text, isRequired: true, "what readers call the chapter",
      example: "title: What a GPU costs")
    static let id = FileKey(
      "id", .id, isRequired: true, "what other files and kept progress call it",
      example: "id: gpu-costs")
    static let was = FileKey(
      "was", .list(.id),
      "ids that it had before, the oldest first; what learners did is found again",
      example: "was: [costs, what-it-costs]")
    static let summary = FileKey(
      "summary", .text, "a sentence or two for the list of chapters",
      example: "summary: From the invoice to the price of an hour of work.")
    static let objectives = FileKey(
      "objectives", .list(.textOr(objective)), "what a learner can do at the end",
      example: """
        objectives:
          - text: Compute the price of an hour of work
            exercises: [price-of-work]
          - Tell which part of an invoice buys nothing
        """)
    static let uses = FileKey(
      "uses", .list(.id),
      "chapters whose models this one reads as model.cell, and whose units it may use",
      example: "uses: [introduction]")

    /// The keys of an objective.
    static let objective = [text, exercises]
    static let text = FileKey(
      "text", .text, isRequired: true, "the objective", example: "text: Read an invoice")
    static let exercises = FileKey(
      "exercises", .list(.id), "the exercises that test it", example: "exercises: [price-of-work]")

    /// All of them, in the order in which the reference lists them.
    public static let all = [title, id, was, summary, objectives, uses]
  }
}
