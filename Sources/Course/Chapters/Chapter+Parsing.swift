import Diagnostics
import Quantities

extension Chapter {
  /// Reads a chapter and everything that is wrong with it.
  ///
  /// There is always a chapter to show: what cannot be read is left out of it, and told. Formulas
  /// are read in their places, so every problem has its exact line and column. Nothing is
  /// evaluated.
  /// - Parameter units: the units its formulas may use besides its own, such as those of the
  ///   chapters it uses.
  public static func parse(
    _ source: Source, units: UnitCatalog = .standard
  ) -> (chapter: Chapter, problems: [Diagnostic]) {
    var reader = ChapterReader(source, units: units)
    let chapter = reader.chapter()
    return (chapter, reader.problems.inOrder)
  }
}
