import Course
import Language

/// The native functions: the simulator, its theory, and prices, as the language calls them.
public enum NativeFunctions {
  /// Everything a workbook can call besides the built-in functions.
  /// - Parameter prices: what `price("…")` reads; nil where the course has no price list.
  public static func all(prices: PriceBook?) -> [Function] {
    arrivalFunctions + lawFunctions + [phases, serverless, dedicated, hybrid, replay, paired]
      + theoryFunctions + (prices.map { [priceFunction($0)] } ?? [])
  }
}
