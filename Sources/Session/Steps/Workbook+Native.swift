import Course
import Language
import NativeFunctions
import Workbook

extension Workbook {
  /// An empty workbook that can call the simulator, and knows prices where there are any.
  static func native(prices: PriceBook?) -> Workbook {
    Workbook(functions: FunctionCatalog.standard + NativeFunctions.all(prices: prices))
  }
}
