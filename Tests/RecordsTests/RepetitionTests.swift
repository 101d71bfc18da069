import Testing

@testable import Records

/// When an exercise comes again. Times are seconds from its first answer.
@Suite struct RepetitionTests {
  private static let day = 86_400.0

  static let cases: [(events: [(Repetition.Event, Double)], state: Repetition.State)] = [
    ([], .new), ([(.wrong, 0)], .begun), ([(.helped, 0)], .begun),
    // Right at once does not come again.
    ([(.right, 5)], .learned),
    // Missed: ten minutes after it was done.
    ([(.wrong, 0), (.right, 5)], .due(605)), ([(.helped, 0), (.right, 5)], .due(605)),
    ([(.shown, 5)], .due(605)), ([(.wrong, 0), (.shown, 5)], .due(605)),
    // A miss while it rests leaves its time; done with a miss, it starts anew.
    ([(.shown, 0), (.wrong, 700)], .due(600)),
    ([(.shown, 0), (.right, 700), (.wrong, 90_000), (.right, 90_010)], .due(90_610)),
    ([(.right, 5), (.wrong, 10), (.right, 20)], .due(620)),
    ([(.wrong, 0), (.shown, 5), (.right, 700)], .due(700 + day)),
  ]

  @Test(arguments: cases) func states(
    _ events: [(Repetition.Event, Double)], _ state: Repetition.State
  ) {
    #expect(Repetition(events.map { (event: $0.0, time: $0.1) }).state == state)
  }

  /// Each time that it is done without help it rests longer; after the fourth it is learned.
  @Test func restsGetLonger() {
    var events: [(event: Repetition.Event, time: Double)] = [(.wrong, 0), (.right, 10)]
    #expect(Repetition(events).state == .due(610))
    for (index, days) in [1.0, 3, 7, 21].enumerated() {
      let time = Double(index + 1) * 100 * Self.day
      events.append((.right, time))
      #expect(Repetition(events).state == .due(time + days * Self.day))
    }
    events.append((.right, 500 * Self.day))
    #expect(Repetition(events).state == .learned)
  }

  @Test func whenItIsDue() {
    #expect(Repetition([(.shown, 1000)]).dueTime == 1600)
    #expect(Repetition([(.right, 0)]).dueTime == nil)
    #expect(Repetition([(.wrong, 0)]).dueTime == nil && Repetition([]).dueTime == nil)
  }
}
