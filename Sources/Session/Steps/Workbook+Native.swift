import Language
import NativeFunctions
import Workbook

extension Workbook {
  /// An empty workbook that can call the simulator.
  static func native() -> Workbook {
    Workbook(functions: FunctionCatalog.standard + NativeFunctions.all(prices: nil))
  }
}
