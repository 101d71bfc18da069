extension Policy {
  /// The keys of `policy.yaml`.
  public enum Key {
    static let timezone = FileKey(
      "timezone", .text, otherwise: "UTC", "what the clock of its times is ahead of UTC",
      example: "timezone: +02:00")
    static let due = FileKey(
      "due", .map("a day, or days by chapter, exercise and `others`"),
      otherwise: "nothing is ever late",
      "until when answers are in time; a day without a time is meant with its last minute",
      example: "due: {price-of-work: 2026-10-09 18:00, others: 2026-10-15}")
    static let grace = FileKey(
      "grace", .quantity, otherwise: "none", "how long after that nothing is late yet",
      example: "grace: 15 min")
    static let late = FileKey(
      "late", .keys([take, each, of, atMost]), otherwise: "late answers count for nothing",
      "what a late answer costs", example: "late: {take: 10%, each: day, at_most: 50%}")
    static let take = FileKey(
      "take", .quantity, isRequired: true, "the share that is taken", example: "take: 10%")
    static let each = FileKey(
      "each", .word(["day", "hour", "once"]), otherwise: "once",
      "for each day or hour that has begun, or once", example: "each: day")
    static let of = FileKey(
      "of", .word(["earned", "total"]), otherwise: "earned",
      "of the points that the answer earns, or of those to be had", example: "of: total")
    static let atMost = FileKey(
      "at_most", .quantity, otherwise: "100%", "what is taken at most", example: "at_most: 50%")
    static let closes = FileKey(
      "closes", .text, otherwise: "never",
      "when late answers are no longer taken: a time after they are due, or a day",
      example: "closes: 7 day")
    static let counts = FileKey(
      "counts", .word(["last", "best"]), otherwise: "last", "which answer counts",
      example: "counts: best")
    static let files = FileKey(
      "files", .word(Files.allCases.map { $0.rawValue }), otherwise: "newest",
      "which of several files of a learner count: the newest, the best, or all answers joined",
      example: "files: joined")
    static let attempts = FileKey(
      "attempts", .map("a number, or numbers by exercise and `others`"),
      otherwise: "what the exercise says", "how many answers count",
      example: "attempts: {price-of-work: 3, others: 5}")
    static let dropLowest = FileKey(
      "drop_lowest", .wholeNumber(0...1000), otherwise: "0",
      "how many exercises are left out, those with the smallest share of their points",
      example: "drop_lowest: 1")
    static let extraCredit = FileKey(
      "extra_credit", .list(.id), otherwise: "none",
      "exercises whose points come on top of what there is to be had",
      example: "extra_credit: [hard-one]")

    /// Those of `late`.
    public static let lateKeys = late.keys

    /// All of them, in the order in which the reference lists them.
    public static let all = [
      timezone, due, grace, late, closes, counts, files, attempts, dropLowest, extraCredit,
    ]
  }
}
