import Basics
import Dispatch
import Language
import Synchronization
import Testing
import Workbook

@testable import NativeFunctions

@Suite struct ModelLoadingTests {
  /// However many ask for a model at the same moment, it is loaded once.
  @Test func aModelIsLoadedOnceForAll() throws {
    let model = try TestModel()
    let runner = ModelRunner(model: model.path)
    let loading = Mutex<Set<Int>>([])
    let values = Mutex<[String]>([])
    DispatchQueue.concurrentPerform(iterations: 8) { index in
      var workbook = Workbook(
        functions: FunctionCatalog.standard + NativeFunctions.all(prices: nil, runner: runner))
      workbook.isAutomatic = true
      workbook.onProgress = { progress in
        if progress.words.hasPrefix("loading") { _ = loading.withLock { $0.insert(index) } }
      }
      // Another text each time: a measurement that was made is not made again.
      let value = try? workbook.reading("tokenize(\"\(index) words\").count")
      values.withLock { $0.append(value?.text ?? "nothing") }
    }
    #expect(loading.withLock { $0.count } == 1)
    #expect(!values.withLock { $0 }.contains("nothing"))
  }
}
