import Basics
import Presentation
import Testing

/// What is to be known of an answer, in its object.
@Suite struct RemarkJSONTests {
  private static let one = JSON.object(["a": .number(1)])

  @Test(
    arguments: [
      (one, [], one),
      (one, ["x"], .object(["a": .number(1), "remarks": .array([.string("x")])])),
      (
        .object(["remarks": .array([.string("x")]), "a": .number(1)]), ["y", "z"],
        .object([
          "remarks": .array([.string("x"), .string("y"), .string("z")]), "a": .number(1),
        ])
      ),
      // What has no members gets none.
      (.array([one]), ["x"], .array([one])),
    ] as [(JSON, [String], JSON)])
  func remarks(_ json: JSON, _ remarks: [String], _ expected: JSON) {
    #expect(json.adding(remarks: remarks) == expected)
  }
}
