/// The units that can be written, by every name they have.
public struct UnitCatalog: Sendable {
  /// A unit as help and completion show it.
  public struct Entry: Sendable, Hashable {
    /// The unit itself.
    public let unit: NamedUnit
    /// Every name it can be written with, the printed one first.
    public let names: [String]
    /// What it is, in a few words.
    public let sentence: String

    /// Creates an entry.
    public init(unit: NamedUnit, names: [String], sentence: String) {
      self.unit = unit
      self.names = names
      self.sentence = sentence
    }
  }

  /// The units, in the order they are listed.
  public private(set) var entries: [Entry] = []
  private var byName: [String: NamedUnit] = [:]

  /// The units every workbook has.
  public static let standard = UnitCatalog(standardEntries)

  init(_ entries: [Entry]) {
    for entry in entries { add(entry) }
  }

  /// The unit with this name; nil where there is none.
  public func unit(named name: String) -> NamedUnit? { byName[name] }

  /// The unit in which a kind is counted; nil where it has none here.
  public func base(of kind: BaseDimension) -> NamedUnit? {
    entries.first { $0.unit.dimension == Dimension(kind) && $0.unit.scale == 1 }?.unit
  }

  /// Every name of every unit, in no particular order.
  public var names: some Collection<String> { byName.keys }

  /// The same catalog, with others in the place of some entries.
  /// - Parameter other: what stands there instead; nil where the entry stays.
  public func replacing(_ other: (Entry) -> Entry?) -> UnitCatalog {
    UnitCatalog(entries.map { other($0) ?? $0 })
  }

  /// Adds a unit; returns false, and adds nothing, where one of its names is taken.
  @discardableResult
  public mutating func add(_ entry: Entry) -> Bool {
    guard entry.names.allSatisfy({ byName[$0] == nil }) else { return false }
    entries.append(entry)
    for name in entry.names { byName[name] = entry.unit }
    return true
  }
}

extension UnitCatalog {
  private static let time = Dimension(.time)
  private static let data = Dimension(.data)
  private static let money = Dimension(.money)
  private static let energy = Dimension(.energy)
  private static let mass = Dimension(.mass)
  private static let length = Dimension(.length)

  private static func entry(
    _ names: [String], plural: String? = nil, _ dimension: Dimension, _ scale: Double,
    _ sentence: String
  ) -> Entry {
    Entry(
      unit: NamedUnit(names.first ?? "", plural: plural, dimension, scale: scale), names: names,
      sentence: sentence)
  }

  /// A month is 30 days = 720 h by definition and a year 365 days, so twelve months are five days
  /// short of a year. Clouds often count 730 h to a month (8,760 h / 12).
  private static let standardEntries: [Entry] = [
    entry(["$", "usd", "USD", "dollar", "dollars"], money, 1, "US dollar"),
    entry(["k$"], money, 1e3, "a thousand dollars"),
    entry(["M$"], money, 1e6, "a million dollars"),
    entry(["cent", "cents", "¢"], plural: "cents", money, 0.01, "a hundredth of a dollar"),
    entry(["ns"], time, 1e-9, "nanosecond"),
    entry(["us", "µs", "μs"], time, 1e-6, "microsecond"),
    entry(["ms"], time, 1e-3, "millisecond"),
    entry(["s", "sec", "secs", "second", "seconds"], time, 1, "second"),
    entry(["min", "mins", "minute", "minutes"], time, 60, "minute"),
    entry(["h", "hr", "hrs", "hour", "hours"], time, 3600, "hour"),
    entry(["day", "days", "d"], plural: "days", time, 86_400, "day of 24 hours"),
    entry(["week", "weeks"], plural: "weeks", time, 604_800, "week of 7 days"),
    entry(["month", "months", "mo"], plural: "months", time, 2_592_000, "30 days = 720 hours"),
    entry(["year", "years", "yr"], plural: "years", time, 31_536_000, "365 days"),
    entry(["bit", "bits"], plural: "bits", data, 0.125, "an eighth of a byte"),
    entry(["kbit"], data, 125, "a thousand bits"),
    entry(["Mbit"], data, 125e3, "a million bits"),
    entry(["Gbit"], data, 125e6, "a billion bits"),
    entry(
      ["B", "byte", "bytes"], data, 1,
      "byte (written apart from its number: 2 B; 2B is two billion)"),
    entry(["kB", "KB"], data, 1e3, "1,000 bytes"),
    entry(["MB"], data, 1e6, "a million bytes"),
    entry(["GB"], data, 1e9, "a billion bytes"),
    entry(["TB"], data, 1e12, "a thousand GB"),
    entry(["PB"], data, 1e15, "a thousand TB"),
    entry(["KiB"], data, 1024, "1,024 bytes"),
    entry(["MiB"], data, 1_048_576, "1,024 KiB"),
    entry(["GiB"], data, 1_073_741_824, "1,024 MiB"),
    entry(["TiB"], data, 1_099_511_627_776, "1,024 GiB"),
    entry(
      ["request", "requests", "req", "reqs"], plural: "requests", Dimension(.request), 1,
      "one call to a model"),
    entry(
      ["token", "tokens", "tok"], plural: "tokens", Dimension(.token), 1,
      "a piece of text, about three quarters of a word"),
    entry(["ktok"], Dimension(.token), 1e3, "a thousand tokens"),
    entry(["Mtok"], Dimension(.token), 1e6, "a million tokens"),
    entry(["gpu", "gpus", "GPU", "GPUs"], Dimension(.gpu), 1, "one GPU"),
    entry(["flop", "flops", "FLOP"], Dimension(.flop), 1, "a floating-point operation"),
    entry(["GFLOP"], Dimension(.flop), 1e9, "a billion operations"),
    entry(["TFLOP"], Dimension(.flop), 1e12, "a thousand GFLOP"),
    entry(["PFLOP"], Dimension(.flop), 1e15, "a thousand TFLOP"),
    entry(["J", "joule", "joules"], energy, 1, "joule, a watt for a second"),
    entry(["kJ"], energy, 1e3, "a thousand joules"),
    entry(["MJ"], energy, 1e6, "a million joules"),
    entry(["Wh"], energy, 3600, "a watt for an hour"),
    entry(["kWh"], energy, 3.6e6, "a thousand Wh"),
    entry(["MWh"], energy, 3.6e9, "a thousand kWh"),
    entry(["W", "watt", "watts"], energy / time, 1, "watt, a joule per second"),
    entry(["kW"], energy / time, 1e3, "a thousand watts"),
    entry(["MW"], energy / time, 1e6, "a million watts"),
    entry(["g", "gram", "grams"], mass, 1e-3, "a thousandth of a kilogram"),
    entry(["kg", "kilogram", "kilograms"], mass, 1, "kilogram"),
    entry(["t", "tonne", "tonnes"], mass, 1e3, "1,000 kg"),
    entry(["mm"], length, 1e-3, "millimeter"),
    entry(["cm"], length, 0.01, "centimeter"),
    entry(
      ["meter", "meters", "metre", "metres"], plural: "meters", length, 1,
      "meter (a bare m is no unit: it may be a minute or a million)"),
    entry(["km"], length, 1e3, "1,000 meters"),
  ]
}
