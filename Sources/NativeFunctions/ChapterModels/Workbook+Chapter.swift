import Course
import Diagnostics
import Language
import Workbook

extension Workbook {
  /// Adds a chapter's units and models.
  /// - Returns: what is wrong with the models; what can be used is there nevertheless.
  public mutating func add(_ chapter: Chapter) -> [Diagnostic] {
    var problems: [Diagnostic] = []
    for model in chapter.models {
      problems += addModel(model.name, model.declarations, important: model.important)
    }
    return problems
  }
}
