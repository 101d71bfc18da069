import Course
import Diagnostics
import Language
import Quantities

/// Offers named on the command line of another program, which takes plain figures.
enum OfferOptions {
  /// The words with the figures of `--offer ID` and `--rent ID` in their place.
  /// - Throws: where there is no such offer, or it sells no time on a GPU.
  static func priced(_ words: [String]) throws(Diagnostic) -> [String] {
    var result: [String] = []
    var rest = words[...]
    while let word = rest.popFirst() {
      let parts = word.split(separator: "=", maxSplits: 1).map { String($0) }
      guard let name = parts.first, ["--offer", "--rent"].contains(name),
        let id = parts.count > 1 ? parts[1] : rest.popFirst()
      else {
        result.append(word)
        continue
      }
      let place = Source(name: name, id).whole
      let offer = try offer(id, place)
      let isRented = offer.plan != .serverless
      guard isRented == (name == "--rent") else {
        throw Diagnostic(
          .wrongArguments,
          isRented ? "This offer rents out GPUs by the hour." : "This offer is a serverless one.",
          at: place
        ).label(isRented ? "--rent takes it" : "--offer takes it")
      }
      result += name == "--offer" ? serverless(offer) : rented(offer)
    }
    return result
  }

  private static func offer(_ id: String, _ place: SourceSpan) throws(Diagnostic) -> Offer {
    let catalog = try Places.courses.course(nil).prices.catalog
    if let problem = catalog.problem(of: id) { throw problem }
    guard let offer = catalog[id] else {
      throw Diagnostic(.unknownName, "There is no offer called “\(id)”.", at: place)
        .try("gpulearn prices")
    }
    let perTime = Dimension(.money) / Dimension(.time)
    guard [perTime, perTime / Dimension(.gpu)].contains(offer.price.dimension) else {
      throw Diagnostic(.wrongArguments, "The offer sells no time on a GPU.", at: place)
        .label(offer.price.text)
    }
    return offer
  }

  private static func serverless(_ offer: Offer) -> [String] {
    [
      "--price-per-second", "\(offer.price.base)", "--billed-by", "\(offer.billedBy?.base ?? 0)",
      "--minimum", "\(offer.minimum?.base ?? 0)",
      offer.billsStart == false ? "--no-bills-start" : "--bills-start",
      offer.billsIdle == false ? "--no-bills-idle" : "--bills-idle",
    ]
  }

  private static func rented(_ offer: Offer) -> [String] {
    ["--rent-per-hour", "\(offer.price.base * 3600)"]
  }
}
