import Quantities

/// What learners can reach, and what a platform's form cannot say of it.
extension Gradebook {
  /// The points that learners can reach, where that differs: the lowest exercises that are left out
  /// are worth more for some than for others. Then a total is no grade by itself.
  struct Reach {
    /// The most that anybody can reach.
    var most = 0
    /// Whether it differs.
    var differs = false

    mutating func note(_ tally: Tally) {
      guard tally.outOf > 0 else { return }
      differs = differs || most != 0 && tally.outOf != most
      most = max(most, tally.outOf)
    }

    /// A learner's total, where all can reach as much; else their share of some points.
    func points(_ tally: Tally, of worth: Double?) -> Double {
      guard differs, tally.outOf > 0 else { return tally.total }
      return tally.total / Double(tally.outOf) * (worth ?? Double(most))
    }

    /// What is to be said where shares are written; nil where totals are.
    func words(of worth: Double?) -> String? {
      guard differs else { return nil }
      return
        "What learners can reach differs, as their lowest exercises are left out: the total is "
        + "each one's share, of \(numberText(worth ?? Double(most))) points."
    }
  }

  /// What those whose points are handed over can reach.
  var reach: Reach {
    var reach = Reach()
    for row in rows where isHandedOver(row) { reach.note(row.tally) }
    return reach
  }

  /// What counts: neither what could not be graded nor what a newer file took the place of.
  func isHandedOver(_ row: Row) -> Bool {
    !row.isSuperseded && row.submission?.refusal == nil
      && (row.submission != nil || row.tally.isByHand)
  }

  /// What a form does not say as the rules of the class have it; nil where it does.
  public func remark(on format: GradebookFormat) -> String? {
    switch format {
    case .csv, .json, .junit, .gradescope: return nil
    case .moodle: return reach.words(of: nil)
    case .canvas:
      var lost: Set<String> = []
      for row in rows where isHandedOver(row) {
        if row.tally.lines.contains(where: { $0.isDropped }) { lost.insert("dropped exercises") }
        if row.tally.lines.contains(where: { $0.isExtra }) { lost.insert("extra credit") }
        if !row.tally.corrections.isEmpty { lost.insert("corrections of the total") }
      }
      guard !lost.isEmpty else { return nil }
      return "Canvas adds up these columns by rules of its own, which are to be set there: "
        + "\(lost.sorted().joined(separator: ", ")). With --fill one column has the total as it is here."
    }
  }
}
