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

    static let server = FileKey(
      "server", .text, otherwise: "gpu",
      "what serves in the course's fleets, and its plural where that is no regular one",
      example: "server: barista")
    static let request = FileKey(
      "request", .text, otherwise: "request",
      "what is served in them, and its plural where that is no regular one",
      example: "request: person people")
    static let names = FileKey(
      "names", .keys([server, request]), otherwise: "GPUs and requests",
      "what the simulator's servers and requests are called, in units, arguments, figures and words",
      example: "names: {server: barista, request: customer}")

    /// All of them, in the order in which the reference lists them.
    public static let all = [title, id, version, salt, requires, names]
  }
}
