extension Course.ChapterFile {
  /// A file by itself, wherever it lies.
  public init(path: String) { self.init(number: 0, path: path, name: path) }
}

extension Course.ExerciseFile {
  /// A file by itself, wherever it lies; its name without the ending is its id.
  public init(path: String) { self.init(id: fileStem(path), chapter: "", path: path, name: path) }
}
