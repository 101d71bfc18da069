import Basics
import Testing

@testable import Answers

/// The quick way through plain text gives what the long one does.
@Suite struct AnswerCharactersTests {
  @Test(arguments: 1...200) func plainTextIsItself(_ seed: UInt64) {
    let signs = Array(
      "0123456789.,$ ^xX*×·-+/()%:'\"\t½⁶１ abce10^4\r\n\r\n.5 . 1.5e3".map { String($0) })
    var draws = SplitMix64(seed: seed)
    let text = (0..<draws.next() % 12).map { _ in signs[Int(draws.next() % UInt64(signs.count))] }
      .joined()
    #expect(
      AnswerCharacters.folded(text) == AnswerCharacters.foldedByCharacter(text), "seed \(seed)")
  }
}
