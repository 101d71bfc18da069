extension Offer {
  /// The keys of an offer in a price file.
  public enum Key {
    static let id = FileKey(
      "id", .id, isRequired: true, "what price(\"…\") calls it", example: "id: our-a100")
    static let provider = FileKey(
      "provider", .text, isRequired: true, "who sells it", example: "provider: Our cloud")
    static let plan = FileKey(
      "plan", .word(Plan.allCases.map { $0.rawValue }), isRequired: true, "how it is rented",
      example: "plan: serverless")
    static let gpu = FileKey(
      "gpu", .text, isRequired: true,
      "the GPU; where tokens or other things are sold, model or item stands in its place",
      example: "gpu: A100 80 GB")
    static let model = FileKey(
      "model", .text, "the model whose tokens are sold", example: "model: An open model of 8B")
    static let item = FileKey(
      "item", .text, "what else is sold, by whatever unit", example: "item: Electricity")
    static let price = FileKey(
      "price", .quantity, isRequired: true,
      "for a GPU and time, a request or a token; of an item for anything, as in $0.30/kWh",
      example: "price: $2.736/(gpu*h)")
    static let inputPrice = FileKey(
      "input_price", .quantity, "for a token that is read, where it differs",
      example: "input_price: $0.10 / 1M token")
    static let billedBy = FileKey(
      "billed_by", .quantity, "time is rounded up to this", example: "billed_by: 1 s")
    static let minimum = FileKey(
      "minimum", .quantity, "the least time that is billed", example: "minimum: 1 min")
    static let billsStart = FileKey(
      "bills_start", .flag, "whether starting is billed", example: "bills_start: true")
    static let billsIdle = FileKey(
      "bills_idle", .flag, "whether idle time is billed", example: "bills_idle: false")
    static let keepAlive = FileKey(
      "keep_alive", .quantity, "how long an idle instance stays, unless set otherwise",
      example: "keep_alive: 5 s")
    static let asOf = FileKey(
      "as_of", .text, isRequired: true, "when it was looked up: a day, a month, a year, or unknown",
      example: "as_of: 2026-06-08")
    static let source = FileKey(
      "source", .text, isRequired: true, "where the price stands",
      example: "source: the provider's price page")
    static let note = FileKey(
      "note", .text, "anything else worth knowing", example: "note: Billed by the second.")

    /// The list of a price file.
    static let offers = FileKey(
      "offers", .list(.keys(all)), isRequired: true, "what can be bought",
      example: "offers: []")

    /// All of them, in the order in which the reference lists them.
    public static let all = [
      id, provider, plan, gpu, model, item, price, inputPrice, billedBy, minimum, billsStart,
      billsIdle, keepAlive, asOf, source, note,
    ]
  }
}
