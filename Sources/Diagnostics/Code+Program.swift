extension Code {
  static let program: [Code] = [
    unreadable, badModel, noConversation, unwritable, notFound, newerStore, newerCourse, badStore,
    nothingTo,
  ]

  /// A file is missing or cannot be read.
  public static let unreadable = Code(
    "unreadable", "A file that cannot be read",
    why: "The file is missing, is a folder, or may not be read by you.")

  /// A GGUF file is damaged, or holds a model that the engine does not run.
  public static let badModel = Code(
    "bad-model", "A model that cannot be run",
    why: """
      Models are read from GGUF files of version 2 or 3 that hold a Llama or a Qwen2 with weights in \
      F32, F16, BF16, Q8_0, Q4_0, Q4_K or Q6_K. This file is damaged, or holds something else; what \
      is wrong stands below the message.
      """)

  /// A model was not made for conversations, or holds them in a form that is not known.
  public static let noConversation = Code(
    "no-conversation", "A model that holds no conversation",
    why: """
      A chat model's file brings a template that says how turns are written, as those called Instruct \
      or Chat do. A model without one goes on with a text: that is gpulearn generate. The model that \
      comes with the program is such a one.
      """)

  /// A file cannot be written.
  public static let unwritable = Code(
    "unwritable", "A file that cannot be written",
    why: "The folder is missing or full, or may not be written by you.")

  /// A chapter or lesson does not exist.
  public static let notFound = Code(
    "not-found", "No such chapter or lesson",
    why: "Chapters are named by number or id, lessons by number or id within the chapter.")

  /// The progress file was written by a newer version of the program.
  public static let newerStore = Code(
    "newer-store", "Progress kept by a newer program",
    why: """
      The file with your progress was written by a newer version. Reading it with this one could \
      lose what it does not know, so it is left alone.
      """)

  /// A course needs a newer version of the program.
  public static let newerCourse = Code(
    "newer-course", "A course for a newer program",
    why: """
      The course says in its course.yaml, under requires, which version of the program it needs. With \
      an older one its lessons could say something else than their author saw.
      """)

  /// The progress file is damaged, locked, or on a full disk.
  public static let badStore = Code(
    "bad-store", "The progress file cannot be used",
    why: "The file with your progress is damaged, locked, or on a full disk.")

  /// A command has nothing to act on.
  public static let nothingTo = Code(
    "nothing-to-do", "Nothing to do",
    why: "The command is right, but there is nothing for it to act on at this place.")
}
