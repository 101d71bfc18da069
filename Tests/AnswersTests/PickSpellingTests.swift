import Diagnostics
import Foundation
import SampleExercises
import TestSupport
import Testing

@testable import Answers

/// How people type picks and formulas, with the verdict of a careful teacher.
@Suite("The ways in which people pick and write formulas") struct PickSpellingTests {
  static let listCorpus = AnswerCorpus("Picks.txt").all
  static let formulaCorpus = AnswerCorpus("Formulas.txt").all

  @Test func thereAreMany() {
    #expect(Self.listCorpus.map(\.spellings.count).reduce(0, +) >= 250)
    #expect(Self.formulaCorpus.map(\.spellings.count).reduce(0, +) >= 60)
  }

  @Test("picks", arguments: listCorpus) func picks(_ asked: AnswerCorpus.Asked) throws {
    let parts = asked.answer.split(separator: ":", maxSplits: 1)
    let texts = parts[1].split(separator: "|").map {
      $0.trimmingCharacters(in: .whitespaces)
    }
    for (verdict, line) in asked.spellings {
      let found = Self.found(line, of: String(parts[0]), among: texts)
      #expect(found == verdict, "“\(line)”: \(found)")
    }
  }

  /// What a line picks, as the corpus writes it.
  private static func found(_ line: String, of kind: String, among texts: [String]) -> String {
    do throws(Diagnostic) {
      if kind == "match" {
        let half = texts.count / 2
        return try Selection.pairs(
          line, lefts: Array(texts.prefix(half)), rights: Array(texts.suffix(half))
        ).sorted { $0.left < $1.left }
          .map { "\($0.left + 1)\(Selection.letter($0.right))" }.joined(separator: " ")
      }
      let isOrder = kind == "order"
      let places = try Selection.places(line, among: texts, areAllNamed: isOrder)
      if isOrder, Set(places).count != texts.count || places.count != texts.count { return "asks" }
      return (isOrder ? places : Set(places).sorted()).map { "\($0 + 1)" }.joined(separator: " ")
    } catch {
      return "asks"
    }
  }

  @Test("formulas", arguments: formulaCorpus) func formulas(_ asked: AnswerCorpus.Asked) throws {
    let posed = try posed(
      """
      kind: formula
      variables:
        rent: "$1,000/month..$20,000/month"
        utilization: 1%..99%
      answer: \(asked.answer)
      """)
    for (verdict, line) in asked.spellings {
      let found: String
      if let answer = try? posed.read(line, in: wasteWorkbook) {
        found = posed.finding(answer.text)
      } else {
        found = "asks"
      }
      let kind = found.hasPrefix("asks") ? "asks" : found == "right" ? "right" : "wrong"
      #expect(kind == verdict, "“\(line)”: \(found)")
    }
  }
}

/// A file beside the tests: what is asked, and spellings of answers by their verdict.
struct AnswerCorpus {
  /// What is asked, and spellings by their verdict.
  struct Asked: Sendable, CustomTestStringConvertible {
    let answer: String
    var spellings: [(verdict: String, line: String)] = []
    var testDescription: String { answer }
  }

  private(set) var all: [Asked] = []

  init(_ file: String) {
    let path = "\(projectFolder)/Tests/AnswersTests/\(file)"
    let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
    for line in text.split(separator: "\n") where !line.hasPrefix("#") {
      if line.hasPrefix("= ") {
        all.append(Asked(answer: String(line.dropFirst(2))))
      } else if let colon = line.firstIndex(of: ":"), !all.isEmpty {
        let verdict = String(line[..<colon])
        for part in line[line.index(after: colon)...].components(separatedBy: "|") {
          all[all.count - 1].spellings.append((verdict, part.trimmingCharacters(in: .whitespaces)))
        }
      }
    }
  }
}
