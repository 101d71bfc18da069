import Course
import Diagnostics
import Foundation
import Quantities
import Testing

/// Price files: what they say, and where they are wrong.
@Suite struct PriceTests {
  private func offer(_ lines: String) -> (offer: Offer?, problems: [Diagnostic]) {
    let catalog = PriceCatalog(Source("offers:\n" + lines))
    return (catalog.offers.first, catalog.problems)
  }

  private static let whole = """
    - id: flex
      provider: Ours
      plan: serverless
      gpu: A100 80 GB
      price: $0.00076/(gpu*s)
      billed_by: 1 s
      minimum: 1 min
      bills_start: true
      bills_idle: no
      keep_alive: 5 s
      as_of: 2026-06-08
      source: an invoice
      note: Anything.

    """

  @Test func everyField() throws {
    let (found, problems) = offer(Self.whole)
    #expect(list(problems) == [])
    let offer = try #require(found)
    #expect(offer.price.text == "$2.736/gpu·h")
    #expect(offer.billedBy?.text == "1 s" && offer.minimum?.base == 60)
    #expect(offer.billsStart == true && offer.billsIdle == false)
    #expect(offer.keepAlive?.base == 5 && offer.asOf?.text == "2026-06-08")
    #expect(offer.plan == .serverless && offer.note == "Anything.")
  }

  /// What nobody says is not guessed.
  @Test func leftOut() throws {
    let (found, problems) = offer(
      """
      - {id: a, provider: P, plan: spot, gpu: T4, price: $1/h, as_of: unknown, source: s}
      """)
    #expect(list(problems) == [])
    let offer = try #require(found)
    #expect(offer.billedBy == nil && offer.minimum == nil && offer.billsStart == nil)
    #expect(offer.billsIdle == nil && offer.keepAlive == nil && offer.asOf == nil)
    #expect(offer.price.text == "$1/gpu·h")
  }

  /// A price is a formula, shown for a GPU-hour, a request or a token.
  @Test(arguments: [
    ("$12,000/month / 4 gpu", "$4.17/gpu·h"), ("$0.06/(gpu*min)", "$3.60/gpu·h"),
    ("$2/h", "$2/gpu·h"), ("$0.001/request", "$0.001/request"),
    ("$0.40 / 1M token", "$4e-7/token"), ("3 * $1.25/(gpu*h)", "$3.75/gpu·h"),
  ])
  func prices(_ written: String, _ text: String) {
    let lines = Self.whole.replacing("$0.00076/(gpu*s)", with: written)
    #expect(offer(lines).offer?.price.text == text)
  }

  /// What is no GPU and no model has a price by a unit of its own.
  @Test(arguments: [
    ("$0.30/kWh", "$0.30/kWh"), ("$1.20/kg", "$1.20/kg"), ("$40", "$40"),
    ("$600/month", "$600/month"),
    ("3 kg", nil), ("-$1/kg", nil), ("$1/h", "$1/h"),
  ])
  func itemsHaveUnitsOfTheirOwn(_ written: String, _ text: String?) {
    let lines = Self.whole.replacing("gpu: A100 80 GB", with: "item: Flour")
      .replacing("$0.00076/(gpu*s)", with: written)
    let (offer, problems) = offer(lines)
    #expect(offer?.price.text == text && (offer == nil) != problems.isEmpty)
    #expect(offer == nil || offer?.gpu == "Flour")
  }

  /// Each mistake is told at its place, and the other offers stay.
  @Test(arguments: [
    ("- id: «Not An Id»", "bad-field"), ("- «idd»: x", "unknown-key"),
    ("plan: «on_demand»", "bad-field"), ("price: «-$3/h»", "bad-field"),
    ("price: «3 gpu»", "bad-field"), ("price: $3 / «banana»", "unknown-name"),
    ("price: $3 / «0»", "division-by-zero"), ("billed_by: «2 gpu»", "bad-field"),
    ("minimum: «-1 s»", "bad-field"), ("bills_start: «maybe»", "bad-field"),
    ("as_of: «2026-02-30»", "bad-field"), ("as_of: «9.11.2026»", "bad-field"),
    ("input_price: «$1/h»", "bad-field"), ("source: «[a, b]»", "bad-field"),
  ])
  func mistakes(_ fragment: String, _ code: String) throws {
    let marked = Marked(fragment)
    let key = String(marked.text.prefix { $0 != ":" }).replacing("- ", with: "")
    var lines = Self.whole.split(separator: "\n").map(String.init)
    if let place = lines.firstIndex(where: { $0.contains(" \(key):") }) {
      lines[place] = (lines[place].hasPrefix("- ") ? "" : "  ") + marked.text
    } else if marked.text.hasPrefix("- ") {
      lines[0] = marked.text
    } else {
      lines.insert("  " + marked.text, at: 1)
    }
    let good = Self.whole.replacing("id: flex", with: "id: other")
    let text = "offers:\n" + lines.joined(separator: "\n") + "\n" + good
    let catalog = PriceCatalog(Source(text))
    let wanted = String(
      marked.text.utf8.prefix(marked.ranges[0].upperBound)
        .dropFirst(marked.ranges[0].lowerBound))
    #expect(
      catalog.problems.contains { $0.code.name == code && $0.span?.text == wanted },
      "\(list(catalog.problems))")
    #expect(catalog["other"] != nil && catalog.problem(of: "other") == nil)
    // What reads the offer is told the cause.
    #expect(key.hasPrefix("id") || catalog.problem(of: "flex")?.code.name == code)
  }

  @Test(arguments: [
    ("", "front-matter"), ("- a\n- b\n", "front-matter"), ("offers: 3\n", "bad-field"),
    ("prices: []\n", "missing-field"), ("offers: [", "front-matter"),
    ("offers:\n  - just words\n", "bad-field"), ("offers: &a [*a]\n", "front-matter"),
    ("offers:\n" + whole + whole, "duplicate-name"),
  ])
  func wholeFiles(_ text: String, _ code: String) {
    let catalog = PriceCatalog(Source(text))
    #expect(catalog.problems.contains { $0.code.name == code }, "\(list(catalog.problems))")
  }

  /// Dates are judged by their first day; what has none is old.
  @Test(arguments: [
    ("2026-06-08", 0, false), ("2026-06-08", 183, false), ("2026-06-08", 184, true),
    ("2026-06", 176, false), ("2026-06", 177, true), ("2026", 30, true), ("unknown", 0, true),
  ])
  func staleness(_ date: String, _ daysLater: Int, _ isStale: Bool) throws {
    let offer = try #require(offer(Self.whole.replacing("2026-06-08", with: date)).offer)
    // 2026-06-08 is 20,612 days after 1970-01-01.
    #expect(offer.isStale(at: Double((20_612 + daysLater) * 86_400)) == isStale)
  }

  /// The reader's own offers count before those of the course.
  @Test func ownFile() throws {
    let folder = NSTemporaryDirectory() + "prices-" + UUID().uuidString
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try FileManager.default.createDirectory(
      atPath: folder + "/Chapters", withIntermediateDirectories: true)
    let other = Self.whole.replacing("id: flex", with: "id: other")
    try Data(("offers:\n" + Self.whole + other).utf8)
      .write(to: URL(fileURLWithPath: folder + "/Chapters/prices.yaml"))
    let own = Self.whole.replacing("$0.00076/(gpu*s)", with: "$9/h")
    try Data(("offers:\n" + own).utf8).write(to: URL(fileURLWithPath: folder + "/own.yaml"))
    let course = try Course(folder: folder, prices: folder + "/own.yaml")
    #expect(course.prices.offer("flex")?.price.text == "$9/gpu·h")
    #expect(course.prices.offer("other")?.price.text == "$2.736/gpu·h")
    #expect(course.prices.takeAsked().map(\.id) == ["flex", "other"])
    #expect(course.prices.takeAsked().isEmpty)
    #expect(try Course(folder: folder).prices.offer("flex")?.price.text == "$2.736/gpu·h")
    #expect(course.prices.catalog.problem(of: "other") == nil)
    // Where the reader's file is damaged, a price of the course may not be the one that was meant.
    for (text, isSure) in [
      ("offers:\n" + own + other.replacing("$0.00076/(gpu*s)", with: "9"), true), (own, false),
      ("", false),
    ] {
      try Data(text.utf8).write(to: URL(fileURLWithPath: folder + "/own.yaml"))
      let catalog = try Course(folder: folder, prices: folder + "/own.yaml").prices.catalog
      #expect((catalog.problem(of: "flex") == nil) == isSure, "\(text)")
      #expect(catalog.problem(of: "other") != nil && catalog.problem(of: "new") != nil, "\(text)")
    }
  }
}
