import Basics
import TestSupport
import Testing

@testable import Records

/// How likely it is that somebody can do something, by their answers.
@Suite struct MasteryTests {
  private func mastery(_ answers: [Bool], luck: Double = 0.05) -> Mastery {
    Mastery(
      answers.enumerated().map {
        Mastery.Observation(isRight: $1, luck: luck, time: Double($0))
      })
  }

  /// By hand: 0.2 · 0.9 / (0.2 · 0.9 + 0.8 · 0.25) = 0.4737, and of the rest 15% learn it.
  @Test func anAnswerCountsByBayes() {
    #expect(abs(mastery([true], luck: 0.25).known - 0.552_632) < 1e-6)
    #expect(abs(mastery([false], luck: 0.25).known - 0.177_419) < 1e-6)
    #expect(Mastery().known == Mastery.atFirst && Mastery().count == 0)
  }

  /// Right answers raise it, and the more so the less luck could do; order in time decides, not the
  /// order in which they are told.
  @Test(arguments: [0.0, 0.05, 0.25, 0.5, 0.8]) func answersMoveIt(luck: Double) {
    for history in [[], [true], [false], [true, false], [false, true, true]] {
      let before = mastery(history, luck: luck).known
      #expect((0...1).contains(before))
      #expect(mastery(history + [true], luck: luck).known >= before)
      #expect(
        mastery(history + [true], luck: luck).known > mastery(history + [false], luck: luck).known)
    }
    let told = [(true, 2.0), (false, 1.0), (true, 0.0)].map {
      Mastery.Observation(isRight: $0, luck: luck, time: $1)
    }
    #expect(Mastery(told) == Mastery(told.reversed()))
  }

  @Test func whatIsEnough() {
    #expect(!mastery([true]).isEnough && mastery([true, true]).isEnough)
    // Choices can be guessed, and take more.
    #expect(!mastery([true, true], luck: 1.0 / 3).isEnough)
    #expect(mastery([true, true, true, true], luck: 1.0 / 3).isEnough)
    #expect(!mastery([true, true, false]).isEnough)
  }

  /// Learners who are made as the model says: of those for whom it says 70%, seven in ten can do it.
  /// And of those who are said to have learned it, hardly one has not.
  @Test(arguments: [0.05, 0.25, 0.5]) func simulatedLearners(luck: Double) {
    var random = SplitMix64(seed: 7)
    var bins = [(count: Int, able: Int, said: Double)](repeating: (0, 0, 0), count: 10)
    var (done, unable) = (0, 0)
    for _ in 0..<4000 {
      var isAble = random.uniform() < Mastery.atFirst
      var mastery = Mastery()
      var isDone = false
      for time in 0..<8 {
        let chance = isAble ? 1 - Mastery.slip : luck
        mastery.take(
          Mastery.Observation(isRight: random.uniform() < chance, luck: luck, time: Double(time)))
        if !isAble { isAble = random.uniform() < Mastery.learned }
        let bin = min(9, Int(mastery.known * 10))
        bins[bin].count += 1
        bins[bin].able += isAble ? 1 : 0
        bins[bin].said += mastery.known
        if mastery.isEnough, !isDone {
          isDone = true
          done += 1
          unable += isAble ? 0 : 1
        }
      }
    }
    for (index, bin) in bins.enumerated() where bin.count > 300 {
      let share = Double(bin.able) / Double(bin.count)
      let said = bin.said / Double(bin.count)
      #expect(abs(share - said) < 0.04, "tenth \(index): \(said) said, \(share) found")
    }
    #expect(done > 1500 && Double(unable) / Double(done) < 0.05)
  }

  /// Learners who are not quite as it says, who slip twice as often or learn half as fast, are not
  /// taken for able much more often.
  @Test(arguments: [(0.2, 0.15), (0.1, 0.07), (0.2, 0.07)])
  func otherLearners(_ slip: Double, _ learned: Double) {
    var random = SplitMix64(seed: 11)
    var (done, unable) = (0, 0)
    for _ in 0..<3000 {
      var isAble = random.uniform() < Mastery.atFirst
      var mastery = Mastery()
      for time in 0..<12 where !mastery.isEnough {
        let isRight = random.uniform() < (isAble ? 1 - slip : 0.1)
        mastery.take(Mastery.Observation(isRight: isRight, luck: 0.1, time: Double(time)))
        if !isAble { isAble = random.uniform() < learned }
      }
      guard mastery.isEnough else { continue }
      done += 1
      unable += isAble ? 0 : 1
    }
    #expect(done > 700 && Double(unable) / Double(done) < 0.12, "\(unable) of \(done)")
  }
}
