import Display
import Presentation
import Testing

/// The small pictures that lessons and maps share.
@Suite struct ShowingTests {
  @Test(arguments: [
    (0, 4, 0), (1, 4, 2), (2, 4, 5), (4, 4, 10), (9, 4, 10), (-1, 4, 0), (1, 0, 0), (3, 7, 4),
    (1, 30, 0),
  ]) func bars(_ done: Int, _ all: Int, full: Int) {
    let text = Showing.bar(done, all)
    #expect(
      text.plain == String(repeating: "▓", count: full) + String(repeating: "░", count: 10 - full))
  }
}
