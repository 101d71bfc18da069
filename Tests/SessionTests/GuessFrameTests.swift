import Course
import Display
import Foundation
import SampleCourse
import Session
import TestSupport
import Testing

@testable import Session

/// A guess after the learner has changed what it depends on, and where `goto` leads.
@Suite struct GuessFrameTests {
  private let chapter = """
    ---
    title: A sample
    id: sample
    ---
    ## First
    ```{model} waste
    param rent: $/month = $12,000/month in $1..$10M/month "the invoice"
    param utilization = 15% in 1%..100% "share that works"
    param other = 15% in 1%..100% "read by nobody"
    result wasted: $/month = rent * (1 - utilization)
    ```

    ```{predict} wasted when utilization = 50%
    Of {eval}`rent`: they work for half of the time. What is wasted?
    ```
    """

  private func asked(_ lines: [String]) throws -> String {
    try Stage.answers(to: lines, in: chapter)
  }

  /// What is to be typed is told: only what has a unit has one.
  @Test(arguments: [
    ("rent - $1/month", "a number with its unit"), ("20%", "a percentage"),
    ("rent / ($1/month)", "a number"),
    ("if rent > $1/month then \"a\" else \"b\"", "what it will be"),
    ("rent > $1/month", "true or false"),
  ])
  func whatIsToBeTypedIsTold(_ formula: String, _ words: String) throws {
    let text = """
      ---
      title: A sample
      id: sample
      ---
      ## First
      ```{model} m
      param rent: $/month = $12,000/month in $1/month..$10M/month "the invoice"
      result asked = \(formula)
      ```

      ```{predict} asked when rent = $9,000/month
      What then?
      ```
      """
    let stage = try Stage(text)
    #expect(try stage.transcript([]).contains("not graded: type \(words). Enter shows"))
  }

  /// A guess about what stays says so.
  @Test func whatStaysIsSaidToStay() throws {
    let text = chapter.replacing(
      "predict} wasted when utilization", with: "predict} rent when other")
    let stage = try Stage(text)
    #expect(try stage.transcript([""]).contains("With other = 50%: rent stays $12,000/month."))
  }

  /// A word for a part of it is asked about, and what is offered can be set.
  @Test(arguments: [
    ("rent = half", "rent = $6,000/month"), ("rent = twice", "rent = $24,000/month"),
  ])
  func partsOfASettingAreOffered(_ line: String, _ offer: String) throws {
    let text = try asked(["next", "next", line, offer])
    #expect(text.contains("Of what? rent is $12,000/month now."))
    #expect(text.contains("Try: \(offer)"))
    #expect(text.contains("wasted  $10,200 →"))
  }

  /// The name of a lesson is no line, but a place.
  @Test func namesOfPlacesAreToldWhereTheyLead() throws {
    let text = try asked(["next", "next", "First", "practice"])
    #expect(text.contains("“First” is a lesson."))
    #expect(text.contains("Try: goto First"))
    #expect(text.contains("That is a command of the shell"))
  }

  @Test func itIsAskedWithTheAuthorsValues() throws {
    let text = try asked(["rent = $20,000/month", "show", "$6,000"])
    #expect(text.contains("It starts from the author's values: rent = $12,000/month (you have"))
    #expect(text.contains("Of $12,000/month: they work"))
    #expect(text.contains("wasted goes from $10,200/month to $6,000/month"))
    #expect(text.contains("exactly right"))
  }

  @Test func whatItSetsItselfIsSetBackToo() throws {
    let text = try asked(["utilization = 50%", ""])
    #expect(text.contains("It starts from the author's values: utilization = 15% (you have 50%)."))
    #expect(text.contains("wasted goes from $10,200/month to $6,000/month"))
  }

  @Test(arguments: ["other = 20%", "rent = $12,000/month", "x = 5", "show"])
  func whatDoesNotMatterIsNotSpokenOf(_ line: String) throws {
    let text = try asked([line, "$6,000"])
    #expect(!text.contains("author's values"))
  }

  /// Everything that `map` and the prompt show is a place to go to.
  @Test func allThatIsShownIsAPlace() throws {
    let course = try Course(folder: projectFolder)
    for file in course.chapters {
      let opened = try course.open("\(file.number)")
      var models: Set<String> = []
      for (index, lesson) in opened.chapter.lessons.enumerated() {
        let own = lesson.models.map { $0.name }.filter { models.insert($0).inserted }
        for name in ["\(index + 1)", lesson.id, lesson.title, lesson.title.lowercased()] + own {
          var place = try Place(in: opened)
          try place.goto(lesson: name)
          #expect(place.lesson == index, "\(name)")
        }
        for element in lesson.elements {
          guard case .exercise(let exercise) = element.form else { continue }
          var place = try Place(in: opened)
          try place.goto(lesson: exercise.id)
          #expect(place.current.exercise == exercise.id)
          #expect(place.lesson == index)
        }
      }
    }
  }

  @Test(arguments: [
    ("goto chapter 2", "serverless-gpu"), ("goto Serverless GPU", "serverless-gpu"),
    ("goto chapter 2, lesson 3", "serverless-gpu"), ("goto lesson 2 of chapter 3", "inside"),
    ("goto introduction/2", "introduction"), ("goto Why utilization matters", "introduction"),
  ])
  func chaptersByAnyName(_ line: String, _ id: String) throws {
    var session = try GuidedSession(course: Course(folder: projectFolder), store: nil, place: "1")
    let reply = session.answer(line)
    #expect(reply.problems.isEmpty)
    #expect(session.chapter.id.hasPrefix(id))
  }

  /// What can be done next stands below whatever there is to know.
  @Test func remarksStandAboveWhatIsNext() {
    let reply = Reply(Display([.paragraph("a"), .lines(["b"]), .lines(["Enter goes on."])]))
    #expect(
      reply.noting([.lines(["old"])]).display.blocks == [
        .paragraph("a"), .lines(["old"]), .lines(["b"]), .lines(["Enter goes on."]),
      ])
    #expect(reply.noting([]).display == reply.display)
  }
}
