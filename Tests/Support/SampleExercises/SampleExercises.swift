import Answers
import Course
import Diagnostics
import Display
import Foundation
import Language
import TestSupport
import Workbook

/// A chapter with the models that the exercises here are about.
public let chapterText = """
  ---
  title: Waste
  id: waste
  objectives: [Tell a rented hour from a used one]
  ---
  ## Why utilization matters

  ```{model} waste
  param gpus: gpu = 4 in 1..64                   "GPUs rented"
  param rent: $/month = $12,000/month in $1/month..$10M/month "the invoice"
  param utilization = 15% in 1%..100%            "share of rented hours that do work"
  result used = gpus * 720 h/month * utilization "hours of work bought"
  result effective: $/(gpu*h) = rent / used      "the price of an hour of work"
  result wasted: $/month = rent * (1 - utilization)
  result verdict = if utilization < 50% then "idle" else "busy"
  ```
  """

/// The built-in functions, in a course that has two GPUs.
public let sampleFunctions: FunctionCatalog = {
  var catalog = FunctionCatalog.standard
  catalog.servers = { ["a100", "h100"] }
  return catalog
}()

/// The models of a chapter in a workbook.
public func workbook(_ chapter: Chapter, functions: [Function] = []) -> Workbook {
  var workbook = Workbook(functions: sampleFunctions + functions)
  for model in chapter.models {
    _ = workbook.addModel(model.name, model.declarations, important: model.important)
  }
  return workbook
}

public let wasteWorkbook = workbook(
  Chapter.parse(Source(name: "Chapters/1-waste.md", chapterText)).chapter)

/// What is wrong with a text that was to be an exercise.
public struct NoExercise: Error, CustomStringConvertible {
  public let description: String
}

/// An exercise by its text.
public func exercise(_ text: String, id: String = "sample") throws -> Exercise {
  let (exercise, problems) = Exercise.parse(
    Source(name: "Exercises/waste/\(id).md", text), units: wasteWorkbook.units)
  guard let exercise, problems.isEmpty else {
    throw NoExercise(description: problems.map(\.summary).joined(separator: "\n"))
  }
  return exercise
}

/// One of the exercises beside the tests, posed.
public func posed(
  named name: String, places: [Int] = [], seed: UInt64 = 1
) throws -> PosedExercise {
  let path = "\(projectFolder)/Tests/Support/SampleExercises/Exercises/\(name).md"
  let exercise = try exercise(String(contentsOfFile: path, encoding: .utf8), id: name)
  return try PosedExercise(
    exercise, Variant(of: exercise, places: places, seed: seed), in: wasteWorkbook)
}

/// An exercise with a head of some lines, posed.
public func posed(
  _ head: String, body: String = "", places: [Int] = [], seed: UInt64 = 1,
  in workbook: Workbook = wasteWorkbook
) throws -> PosedExercise {
  let text = """
    ---
    id: sample
    title: A sample
    \(head)
    ---
    What is it?

    \(body)
    ## Solution

    So it is.
    """
  let exercise = try exercise(text)
  return try PosedExercise(
    exercise, Variant(of: exercise, places: places, seed: seed), in: workbook)
}

extension PosedExercise {
  /// The word for what an answer turned out to be; the code of the diagnostic where it is none.
  public func finding(_ answer: String) -> String {
    do {
      return try verdict(on: answer).finding.key
    } catch {
      return "asks: \(error.code.name)"
    }
  }
}

extension [Block] {
  /// The characters, a line for each line, cells joined by bars.
  public var plain: String { flatMap(\.plainLines).joined(separator: "\n") }
}

extension Block {
  fileprivate var plainLines: [String] {
    switch self {
    case .paragraph(let text), .heading(let text, _): [text.plain]
    case .lines(let texts): texts.map(\.plain)
    case .list(let items, let start):
      items.enumerated().flatMap { index, item -> [String] in
        let mark = start.map { "\($0 + index). " } ?? "- "
        return item.plain.split(separator: "\n").enumerated().map {
          ($0.offset == 0 ? mark : "   ") + $0.element
        }
      }
    case .table(let table):
      ([table.header] + table.rows).filter { !$0.isEmpty }.map { row in
        row.map(\.plain).joined(separator: " | ")
      }
    case .code(let text, _): [text]
    case .quote(let blocks): blocks.flatMap(\.plainLines)
    default: ["\(self)"]
    }
  }
}
