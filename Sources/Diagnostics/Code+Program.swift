extension Code {
  static let program: [Code] = [unreadable, unwritable, notFound, newerStore, badStore, nothingTo]

  public static let unreadable = Code(
    "unreadable", "A file that cannot be read",
    why: "The file is missing, is a folder, or may not be read by you.")

  public static let unwritable = Code(
    "unwritable", "A file that cannot be written",
    why: "The folder is missing or full, or may not be written by you.")

  public static let notFound = Code(
    "not-found", "No such chapter or lesson",
    why: "Chapters are named by number or id, lessons by number or id within the chapter.")

  public static let newerStore = Code(
    "newer-store", "Progress kept by a newer program",
    why: """
      The file with your progress was written by a newer version. Reading it with this one could \
      lose what it does not know, so it is left alone.
      """)

  public static let badStore = Code(
    "bad-store", "The progress file cannot be used",
    why: "The file with your progress is damaged, locked, or on a full disk.")

  public static let nothingTo = Code(
    "nothing-to-do", "Nothing to do",
    why: "The command is right, but there is nothing for it to act on at this place.")
}
