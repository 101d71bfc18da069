/// A reader of what comes from outside, given any bytes.
public struct FuzzTarget: Sendable {
  /// A word, which is also the folder of its corpus in `Tests/Corpora`.
  public let name: String
  /// Folders of the repository whose files are what it reads, beside its corpus.
  public let samples: [String]
  /// Inputs that are made.
  public let seeds: @Sendable () -> [[UInt8]]
  private let body: @Sendable ([UInt8]) throws -> Void

  /// - Parameter body: reads the bytes; throws where it refuses them.
  public init(
    _ name: String, samples: [String] = [], seeds: @escaping @Sendable () -> [[UInt8]] = { [] },
    _ body: @escaping @Sendable ([UInt8]) throws -> Void
  ) {
    self.name = name
    self.samples = samples
    self.seeds = seeds
    self.body = body
  }

  /// Gives it bytes. What it refuses is no finding.
  /// - Throws: a `Finding` where what it makes of them breaks a promise.
  public func run(_ bytes: [UInt8]) throws(Finding) {
    do {
      try body(bytes)
    } catch let finding as Finding {
      throw finding
    } catch {
      // It was refused with an error, as it should be.
    }
  }

  /// All of them.
  public static let all = [
    language, sheet, message, chapter, exercise, head, bank, trace, submission, gradebook, archive,
    model, tokenizer, key, data, text,
  ]
}

/// A promise that does not hold.
public struct Finding: Error, CustomStringConvertible {
  public let description: String

  /// - Parameter description: what does not hold, and of what.
  public init(_ description: String) { self.description = description }
}

/// - Throws: the promise as a finding where it does not hold.
public func expect(_ holds: Bool, _ promise: @autoclosure () -> String) throws(Finding) {
  guard holds else { throw Finding(promise()) }
}
