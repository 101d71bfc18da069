extension GlossaryTerm {
  /// The keys of the list below a term's heading.
  public enum Key {
    static let taught = FileKey(
      "taught", .text, isRequired: true, "the lesson that teaches it, as CHAPTER/LESSON",
      example: "- taught: introduction/utilization")
    static let also = FileKey(
      "also", .text, "other names and abbreviations, with commas between them",
      example: "- also: TTFT, first token")
    static let see = FileKey(
      "see", .text, "terms to read next, with commas between them", example: "- see: idle cost")

    /// All of them, in the order in which the reference lists them.
    public static let all = [taught, also, see]
  }
}
