import Basics
import Testing

/// How far a part of a task has brought the whole.
@Suite struct WorkProgressTests {
  @Test(
    arguments: [
      (0.5, 0, 1, 0.5), (0.5, 0, 4, 0.125), (0.5, 3, 4, 0.875), (1, 3, 4, 1), (nil, 2, 4, 0.5),
      (0, 0, 8, 0), (0.25, 0, 0, 0.25), (nil, 0, -3, 0),
    ] as [(Double?, Int, Int, Double)])
  func aPartOfTheWhole(_ share: Double?, _ index: Int, _ count: Int, _ whole: Double) {
    let part = WorkProgress("simulating", share).part(index, of: count)
    #expect(part.words == "simulating" && part.share == whole)
  }

  @Test func wordsAloneSayNoShare() {
    let progress: WorkProgress = "loading"
    #expect(progress.words == "loading" && progress.share == nil)
  }
}
