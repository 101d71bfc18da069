extension Code {
  static let submissions: [Code] = [
    badSubmission, badRoster, badCorrection, learnerFixed, badLearner, answersWithheld,
  ]

  /// A file is not a submission.
  public static let badSubmission = Code(
    "bad-submission", "A file that is no submission",
    why: """
      Submissions are read strictly, since they come from anybody: sound JSON of limited size and \
      depth, made of what gpulearn submit writes. A file that is anything else is refused with the \
      reason, and the others are graded.
      """)

  /// A roster is not a CSV file of learners with distinct ids.
  public static let badRoster = Code(
    "bad-roster", "A roster that cannot be used",
    why: """
      A roster is a CSV file. Its first line names the columns, one of them id, and each further \
      line is a learner. No id may stand twice.
      """)

  /// A file of corrections that cannot be used.
  public static let badCorrection = Code(
    "bad-correction", "A correction by hand that cannot be used",
    why: """
      Corrections are a CSV file with the columns id, exercise, points and reason. Points with a sign \
      are added or taken away, others are set; without an exercise the total is changed, by a number \
      with its sign. Each says why, since nobody remembers it in a year.
      """)

  /// A learner's id was changed after an exercise was answered.
  public static let learnerFixed = Code(
    "learner-fixed", "The learner's id stays",
    why: """
      Which figures an exercise has is drawn from the learner's id. Once an exercise was answered, \
      another id would leave the answers standing beside other figures.
      """)

  /// An id is too long, or not a single clean line.
  public static let badLearner = Code(
    "bad-learner", "An id that no learner can have",
    why: """
      An id is what your instructor knows you by, such as a matriculation number or an address: up \
      to 100 characters on one line, without spaces at its ends.
      """)

  /// The course is a learners' copy, which holds no answers.
  public static let answersWithheld = Code(
    "answers-withheld", "This copy of the course has no answers",
    why: """
      The copies for learners hold the questions of graded exercises and not their answers. Grading \
      needs the course itself.
      """)
}
