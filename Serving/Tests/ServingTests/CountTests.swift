import Basics
import Testing

@testable import ServingLab

/// What a server that is not known may tell of itself.
@Suite struct CountTests {
  static let untold: [JSON] = [
    .digits("-9223372036854775808"), .digits("4611686018427387904"), .digits("-1"),
    .digits("1e18"), .digits("0.5"), .number(.infinity), .string("3"), .null,
  ]

  @Test(arguments: untold)
  func whatCanBeNoCountIsUntold(_ value: JSON) { #expect(value.asCount == nil) }

  @Test func countsAreRead() {
    #expect(JSON.digits("0").asCount == 0)
    #expect(JSON.digits("1e3").asCount == 1000)
  }

  /// Two looks at a platform are compared, whatever it tells.
  @Test(arguments: untold)
  func platformsAreCompared(_ value: JSON) throws {
    var facts = PlatformFacts()
    facts.answered = 10
    facts.starts = 2
    let told = try #require(
      PlatformFacts(
        .object([
          "workers": JSON(1), "concurrency": JSON(1), "batch_size": JSON(1), "queue": value,
          "starts": value, "answered": value, "cold": value,
        ])))
    #expect(told.since(facts).coldShare == nil)
    #expect(facts.since(told).coldShare == 0)
  }
}
