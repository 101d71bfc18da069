@_exported import Basics

extension SplitMix64 {
  /// One of some, evenly; the fallback where there are none.
  public mutating func pick<T>(_ choices: [T], or fallback: T) -> T {
    choices.randomElement(using: &self) ?? fallback
  }
}
