import Course
import Diagnostics
import Display
import Language
import Quantities

/// The offers of a price list, for people.
public struct PriceTable: Sendable {
  /// By GPU, then by price.
  public let offers: [Offer]
  /// What is wrong with the price files.
  public let problems: [Diagnostic]
  private let known: [String]
  private let word: String
  private let now: Double
  private let names: FleetNames

  /// - Parameters:
  ///   - word: what the offers must hold, in whatever field, in capitals or not; empty for all.
  ///   - now: seconds since 1970, against which dates are judged.
  ///   - names: what the course calls its servers.
  public init(
    _ book: PriceBook, matching word: String, now: Double, names: FleetNames = .usual
  ) {
    self.names = names
    let catalog = book.catalog
    problems = catalog.problems
    known = catalog.offers.map { $0.id }
    self.word = word
    self.now = now
    let words = word.lowercased().split(whereSeparator: { $0.isWhitespace })
    offers = catalog.offers
      .filter { offer in words.allSatisfy { PriceTable.text(offer).contains($0) } }
      .sorted {
        ($0.price.dimension.words, $0.gpu, $0.price.base, $0.id)
          < ($1.price.dimension.words, $1.gpu, $1.price.base, $1.id)
      }
  }

  private static func text(_ offer: Offer) -> String {
    [offer.id, offer.provider, offer.gpu, offer.plan.rawValue]
      .joined(separator: " ").lowercased()
  }

  /// The offers as a table with their sources, or a sentence where there are none.
  public var display: Display {
    guard !offers.isEmpty else { return Display([.paragraph(nothing)]) }
    var rows: [[Text]] = []
    for (index, offer) in offers.enumerated() {
      if index == 0 || offers[index - 1].gpu != offer.gpu {
        rows.append([Text(offer.gpu, .strong)])
      }
      rows.append(row(offer))
    }
    var blocks: [Block] = [
      .table(
        Table(
          header: [
            "offer", "plan", names.isUsual ? "GPU-hour" : "price", "rounded", "bills also", "as of",
          ].map { Text($0, .muted) },
          rows: rows, alignments: [.leading, .leading, .trailing, .leading]))
    ]
    let old = offers.count { $0.isStale(at: now) }
    if old > 0 {
      blocks.append(
        .lines([
          Text("! ", .warning)
            + Text(
              "looked up more than six months ago, or nobody knows when: \(old) of "
                + "\(offers.count). Look again before you trust them.", .muted)
        ]))
    }
    blocks.append(
      .lines([
        Text("price(\"\(offers[0].id)\")", .input) + Text(" tells an offer's fine print.", .muted)
      ]))
    return Display(blocks)
  }

  private var nothing: Text {
    guard !known.isEmpty else {
      return problems.isEmpty
        ? Text("There is no price list. It would be the course's Chapters/prices.yaml.")
        : Text("No offer of the price list can be used.")
    }
    let near = closest(to: word, among: known)
    return Text("No offer has “\(word)” in it.")
      + (near.map { Text(" Is ") + Text($0, .name) + Text(" meant?") } ?? "")
  }

  private func row(_ offer: Offer) -> [Text] {
    let least = offer.minimum.flatMap { $0.base > (offer.billedBy?.base ?? 0) ? $0.text : nil }
    var fine = [
      Text(offer.billedBy?.text ?? "?", .muted).unbroken
        + (least.map { " " + Text("≥\($0)", .muted).unbroken } ?? ""),
      Text(bills(offer)),
    ]
    if offer.price.dimension != PriceTable.perGPUTime { fine = ["", ""] }
    var date = Text(offer.asOf?.text ?? "unknown", .muted)
    if offer.isStale(at: now) { date += Text("!", .warning) }
    return [
      Text(" " + offer.id, .name), Text(offer.plan.rawValue, .muted), Text(price(offer), .value),
    ] + fine + [date]
  }

  private static let perGPUTime = Dimension(.money) / Dimension(.time) / Dimension(.gpu)

  /// For an hour of one GPU; what is sold otherwise says how.
  private func price(_ offer: Offer) -> String {
    let money = offer.price.base
    if offer.price.dimension == PriceTable.perGPUTime {
      return Quantity(money * 3600, .dollar).text
    }
    guard offer.price.dimension == Dimension(.money) / Dimension(.token) else {
      return offer.price.text
    }
    return Quantity(money * 1e6, .dollar).text + "/1M"
  }

  private func bills(_ offer: Offer) -> String {
    switch (offer.billsStart, offer.billsIdle) {
    case (true?, true?): "start idle"
    case (false?, false?): "nothing"
    case (nil, nil): "?"
    case (let start, let idle):
      [
        start == nil ? "start?" : start == true ? "start" : "",
        idle == nil ? "idle?" : idle == true ? "idle" : "",
      ].filter { !$0.isEmpty }.joined(separator: " ")
    }
  }
}

extension PriceTable {
  /// What a reader has to know of offers that were just used: which are old.
  /// - Parameter now: seconds since 1970.
  public static func staleness(of offers: [Offer], now: Double) -> [Text] {
    offers.filter { $0.isStale(at: now) }.map { offer in
      let words: String
      if let age = offer.age(at: now), let date = offer.asOf {
        words = "was looked up \(age / 30) months ago (\(date.text))"
      } else {
        words = "was looked up nobody knows when"
      }
      return Text("! ", .warning) + Text(offer.id, .name)
        + Text(" \(words): look again before you trust it.", .muted)
    }
  }
}
