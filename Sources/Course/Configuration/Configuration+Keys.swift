import Display

extension Configuration {
  /// The keys of `config.yaml`.
  public enum Key {
    static let theme = FileKey(
      "theme", .word(Theme.allCases.map { $0.rawValue }), otherwise: "terminal",
      "which colours stand for what", example: "theme: dark")
    static let colors = FileKey(
      "colours", .word(["none", "16", "256", "true"]), otherwise: "what the terminal says",
      "how many colours the terminal has", example: "colours: 256")
    static let plain = FileKey(
      "plain", .word(["yes", "no"]), otherwise: "no", "words and tables in place of pictures",
      example: "plain: yes")
    static let narrate = FileKey(
      "narrate", .word(["yes", "no"]), otherwise: "no",
      "for listeners: no boxes or columns, pictures said in sentences", example: "narrate: yes")
    static let keys = FileKey(
      "keys", .word(["emacs", "vi"]), otherwise: "emacs", "how lines are edited",
      example: "keys: vi")
    static let course = FileKey(
      "course", .text, otherwise: "the one that came with the program",
      "the course to open where none is named and the folder belongs to none: a path, or the name "
        + "of one that was added",
      example: "course: ~/courses/gpus")

    /// All of them, in the order in which the guide lists them.
    public static let all = [theme, colors, plain, narrate, keys, course]
  }
}
