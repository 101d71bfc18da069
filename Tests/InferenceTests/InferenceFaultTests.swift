import Inference
import Testing

/// What the engine's errors say; they themselves hold cases and bounds.
@Suite struct InferenceFaultTests {
  @Test(
    arguments: [
      (.outside(0, 1000), "must be from 0 to 1,000."),
      (.outside(0.5, 1), "must be from 0.5 to 1."),
      (.outside(1, 256, found: 300), "must be from 1 to 256, not 300."),
      (.outside(0, 86_400, .seconds), "must be from 0 s to 86,400 s."),
      (.outside(65_536, 68_719_476_736, .bytes), "must be from 64 KiB to 64 GiB."),
      (.noPowerOfTwo(8, 1_048_576), "must be a power of two from 8 to 1,048,576."),
      (.notUpTo(100), "must be more than 0, at most 100."),
      (.unknown("su", known: ["a", "b", "c"]), "is \"su\"; a, b and c can be run."),
      (.unknown("su", known: ["a"]), "is \"su\"; a can be run."),
      (.notWhole(.string("x"), 1...4), "is \"x\"; a whole number from 1 to 4 is needed."),
      (.notWhole(.signed(-7), 1...4), "is -7; a whole number from 1 to 4 is needed."),
      (.noArray(of: nil), "is missing or no array."),
      (.noArray(of: .texts), "is missing or no array of texts."),
      (.noArray(of: .wholeNumbers), "is no array of whole numbers."),
      (.count(3, .values, for: 4, .layers), "holds 3 values for 4 layers."),
      (.shape([2, 3], needed: [3, 2]), "is 2 × 3; 3 × 2 is needed."),
      (
        .noChatForm(hasTemplate: true, known: ["A", "B"]),
        "is not known, so that no conversation can be held; A, B are known."
      ),
    ] as [(InferenceFault, String)])
  func words(_ fault: InferenceFault, _ words: String) {
    #expect(fault.words == words)
    let error = InferenceError(.invalidRequest, "thing", fault)
    #expect(error.message == words && error.description == "thing: \(words)")
    #expect(InferenceError(.cancelled, "", fault).description == words)
  }

  /// A text out of a file may be of any length.
  @Test func whatStandsInAFileIsCut() {
    let long = String(repeating: "x", count: 5000)
    for fault in [
      InferenceFault.unknown(long, known: ["a"]), .notPositive(.string(long)),
      .notOfKind(.string(long), .bool),
    ] {
      #expect(fault.words.count < 120 && fault.words.contains(String(long.prefix(40))))
    }
  }
}
