extension CourseSettings {
  /// The keys of `course.yaml`.
  public enum Key {
    static let title = FileKey(
      "title", .text, "what the course is called", example: "title: How GPUs are bought")
    static let id = FileKey(
      "id", .id, "what submissions call the course", example: "id: gpu-buying")
    static let version = FileKey(
      "version", .text, "the version of the course, in your own counting",
      example: "version: 2026-fall")
    static let salt = FileKey(
      "salt", .text, otherwise: "the id",
      "what variants are drawn with besides learner and exercise; another gives everybody other "
        + "figures", example: "salt: autumn")
    static let requires = FileKey(
      "requires", .text, "the least version of the program with which the course can be opened",
      example: "requires: 0.1.0")

    /// All of them, in the order in which the reference lists them.
    public static let all = [title, id, version, salt, requires]
  }
}
