import Course
import Language
import Workbook

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension Workbook {
  /// An empty workbook that can call the simulator and the inference engine, and knows prices where
  /// there are any.
  public static func native(
    _ runner: ModelRunner, prices: PriceBook?, machines: MachineBook? = nil,
    names: FleetNames = .usual
  ) -> Workbook {
    let functions = NativeFunctions.all(
      prices: prices, machines: machines, runner: runner, names: names)
    var catalog = (FunctionCatalog.standard + functions).called(names)
    if let machines { catalog.servers = { machines.catalog.words } }
    return Workbook(functions: catalog, units: names.units())
  }

  /// An empty workbook as all files of a course begin.
  public static func native(_ runner: ModelRunner, _ course: Course?) -> Workbook {
    .native(
      runner, prices: course?.prices, machines: course?.machines, names: course?.names ?? .usual)
  }

  /// The models of a chapter and of those it uses, with the author's values.
  /// - Parameter runner: what runs models.
  public init(of chapter: Chapter, in course: Course, runner: ModelRunner) {
    self = .native(runner, course)
    addUsed(by: chapter, in: course)
    // check tells what is wrong with models; whoever learns gets what can be used of them.
    _ = add(chapter)
    background = models
  }

  /// Adds the models of the chapters that a chapter uses.
  public mutating func addUsed(by chapter: Chapter, in course: Course) {
    for used in chapter.uses where used.id != chapter.id {
      // What is wrong with another chapter is told where that one is checked.
      if let other = try? course.open(used.id) { _ = add(other.chapter) }
    }
  }
}

extension ModelRunner {
  /// Runs the model that came with a course.
  /// - Parameters:
  ///   - path: the model that is taken where the course has none.
  ///   - listener: hears what models write.
  public convenience init(
    _ course: Course?, otherwise path: String? = nil, listener: GenerationListener? = nil
  ) {
    let own = course.map { Course.modelPath(in: $0.folder) }
    self.init(
      model: own.flatMap { FileManager.default.fileExists(atPath: $0) ? $0 : nil } ?? path,
      listener: listener)
  }
}
