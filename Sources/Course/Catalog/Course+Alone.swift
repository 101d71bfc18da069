import Diagnostics

extension Course {
  /// A course of nothing, for a file that belongs to none.
  /// - Parameter folder: where its files would be.
  public static func alone(in folder: String) -> Course {
    Course(folder: folder, chapters: [], exercises: [], prices: PriceBook { PriceCatalog() })
  }

  /// What a file holds, by its head alone: an exercise says of which kind it is, or has another key
  /// that no chapter has.
  /// - Throws: `unreadable`, `too-large`.
  public static func holdsExercise(_ path: String) throws(Diagnostic) -> Bool {
    var ignored = Problems()
    let file = FileText(try CourseFile.read(path, as: path).0, &ignored)
    let fields = FrontMatter.read(file, &ignored).fields
    let own = Exercise.Kind.allKeys.filter { key in
      !Chapter.Key.all.contains { $0.name == key.name }
    }
    return own.contains { fields[$0] != nil }
  }
}
