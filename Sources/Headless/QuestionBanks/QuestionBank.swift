import Answers
import Basics
import Course
import Diagnostics
import NativeFunctions
import Records
import Workbook

/// A file of questions, as Moodle and others write it.
public struct QuestionBank: Sendable {
  /// The forms of files.
  public enum Form: String, CaseIterable, Sendable {
    case gift, moodle
  }

  /// The questions, in their order.
  public var questions: [BankQuestion]
  /// What is to be known of the file.
  public var remarks: [String] = []

  /// Bytes of a file, at most.
  static let largest = 64 << 20

  /// Reads a file, whichever of the forms it has.
  /// - Throws: `unreadable`, `too-large`, `not-text` where it is none of them.
  public static func read(_ path: String) throws(Diagnostic) -> QuestionBank {
    do throws(Diagnostic) {
      return try QuestionBank(try BoundedFile.read(path, most: largest))
    } catch {
      throw Diagnostic(
        error.code == .badSubmission ? .tooLarge : error.code, "\(path): \(error.message)")
    }
  }

  init(_ bytes: [UInt8]) throws(Diagnostic) {
    let start = bytes.first { ![0xEF, 0xBB, 0xBF, 0x20, 0x09, 0x0A, 0x0D].contains($0) }
    if start == UInt8(ascii: "<"),
      bytes.prefix(2000).containsText("<quiz") || bytes.prefix(200).containsText("<?xml")
        || bytes.prefix(200).containsText("<!DOCTYPE")
    {
      do throws(XMLProblem) {
        questions = try MoodleReader.read(bytes)
      } catch {
        throw Diagnostic(.notText, "It is no XML that can be read: \(error.text).")
      }
      return
    }
    guard !bytes.contains(0) else {
      throw Diagnostic(.notText, "It is neither GIFT nor Moodle's XML.")
    }
    let body = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
    if let text = String(validating: body, as: UTF8.self) {
      questions = GIFTReader.read(text)
    } else {
      // Older banks are in Latin-1, in which every byte is a character.
      questions = GIFTReader.read(
        body.reduce(into: "") { $0.unicodeScalars.append(Unicode.Scalar($1)) })
      remarks = ["The file is not UTF-8; it was read as Latin-1."]
    }
  }

  /// The exercises that can be made of the questions, and of each other why not.
  /// - Parameters:
  ///   - taken: ids that they may not have.
  ///   - chapter: the chapter that they are for, whose units they may use.
  public func exercises(
    besides taken: Set<String>, for chapter: Chapter
  ) -> (exercises: [ImportedExercise], refused: [(name: String, line: Int, reason: String)]) {
    var ids = taken
    var made: [ImportedExercise] = []
    var refused: [(name: String, line: Int, reason: String)] = []
    for question in questions {
      let id = Self.id(of: question, besides: ids)
      do throws(Diagnostic) {
        made.append(try ImportedExercise(question, id: id, units: chapter.units))
        ids.insert(id)
      } catch {
        refused.append((question.name.isEmpty ? id : question.name, question.line, error.message))
      }
    }
    return (made, refused)
  }

  private static func id(of question: BankQuestion, besides taken: Set<String>) -> String {
    let words = [question.identity, question.name, question.prompt.line().text]
    let start = words.lazy.map { Scaffold.id(of: $0) }.first { !$0.isEmpty } ?? "question"
    var id = start
    var number = 2
    while taken.contains(id) {
      id = "\(start)-\(number)"
      number += 1
    }
    return id
  }
}

extension ImportedExercise {
  /// What check finds in it beside its chapter.
  public func problems(
    in course: Course, _ chapter: Chapter, runner: ModelRunner
  ) -> [Diagnostic] {
    let source = Source(name: "\(id).md", text)
    let (exercise, problems) = Exercise.parse(source, units: chapter.units)
    guard let exercise else { return problems }
    return problems
      + ExerciseProof.problems(of: exercise, in: Workbook(of: chapter, in: course, runner: runner))
  }
}

extension ArraySlice<UInt8> {
  fileprivate func containsText(_ text: StaticString) -> Bool {
    let length = text.utf8CodeUnitCount
    return text.withUTF8Buffer { word in
      indices.contains { start in
        start + length <= endIndex && self[start..<start + length].elementsEqual(word)
      }
    }
  }
}
