import Basics
import Course
import Quantities

extension JSON {
  /// Every offer with its fine print; what nobody says is null.
  public init(_ prices: PriceTable) {
    func quantity(_ value: Quantity?) -> JSON { value.map { JSON($0) } ?? .null }
    func flag(_ value: Bool?) -> JSON { value.map { .bool($0) } ?? .null }
    self = .array(
      prices.offers.map { offer in
        .object([
          "id": .string(offer.id), "provider": .string(offer.provider),
          "plan": .string(offer.plan.rawValue), "gpu": .string(offer.gpu),
          "price": JSON(offer.price), "input_price": quantity(offer.inputPrice),
          "billed_by": quantity(offer.billedBy), "minimum": quantity(offer.minimum),
          "bills_start": flag(offer.billsStart), "bills_idle": flag(offer.billsIdle),
          "keep_alive": quantity(offer.keepAlive),
          "as_of": offer.asOf.map { .string($0.text) } ?? .null,
          "source": .string(offer.source), "note": .string(offer.note),
        ])
      })
  }
}
