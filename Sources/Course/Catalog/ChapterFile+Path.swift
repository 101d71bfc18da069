extension Course.ChapterFile {
  /// A file by itself, wherever it lies.
  public init(path: String) { self.init(number: 0, path: path, name: path) }
}
