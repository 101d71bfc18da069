import Basics

extension JSON {
  /// A number of tokens, requests or starts that a server tells; nil for what can be none, so that sums
  /// and differences of them stay whole numbers.
  var asCount: Int? { asWhole.flatMap { (0...1_000_000_000).contains($0) ? $0 : nil } }
}
