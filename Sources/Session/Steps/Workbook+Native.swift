import Course
import Language
import NativeFunctions
import Workbook

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension Workbook {
  /// An empty workbook that can call the simulator and the inference engine, and knows prices where
  /// there are any.
  static func native(_ runner: ModelRunner, prices: PriceBook?) -> Workbook {
    Workbook(
      functions: FunctionCatalog.standard + NativeFunctions.all(prices: prices, runner: runner))
  }
}

extension ModelRunner {
  /// Runs the model that came with a course.
  /// - Parameter path: the model that is taken where the course has none.
  public convenience init(_ course: Course?, otherwise path: String? = nil) {
    let own = course.map { $0.folder + "/Models/gpulearn.gguf" }
    self.init(model: own.flatMap { FileManager.default.fileExists(atPath: $0) ? $0 : nil } ?? path)
  }
}
