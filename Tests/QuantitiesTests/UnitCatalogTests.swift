import Quantities
import Testing

@Suite struct UnitCatalogTests {
  @Test func everyPrintedFormIsAName() {
    for entry in UnitCatalog.standard.entries {
      #expect(entry.names.first == entry.unit.symbol)
      #expect(UnitCatalog.standard.unit(named: entry.unit.symbol) == entry.unit)
      #expect(UnitCatalog.standard.unit(named: entry.unit.plural) == entry.unit)
      #expect(!entry.sentence.isEmpty)
    }
  }

  @Test func aNameIsTakenOnce() {
    let names = UnitCatalog.standard.entries.flatMap(\.names)
    #expect(Set(names).count == names.count)
    #expect(names.count == UnitCatalog.standard.names.count)
  }

  @Test func noUnitIsCalledLikeAQuestion() {
    for name in ["m", "k", "K", "M", "G", "x", "in", "to", "per", "log", "step"] {
      #expect(UnitCatalog.standard.unit(named: name) == nil, "\(name)")
    }
  }

  @Test func unitsCanBeAddedButNotReplaced() {
    var catalog = UnitCatalog.standard
    let trip = UnitCatalog.Entry(
      unit: NamedUnit("trip", plural: "trips", Dimension(BaseDimension("trip"))),
      names: ["trip", "trips"], sentence: "there")
    let isFirstAdded = catalog.add(trip)
    let isSecondAdded = catalog.add(trip)
    #expect(isFirstAdded && !isSecondAdded)
    #expect(catalog.unit(named: "trips") == trip.unit)
    let hour = UnitCatalog.Entry(
      unit: NamedUnit("hourly", .none), names: ["hourly", "h"], sentence: "taken")
    let isTaken = !catalog.add(hour)
    #expect(isTaken)
    #expect(catalog.unit(named: "hourly") == nil)
    #expect(Quantity(3, Unit(trip.unit)).text == "3 trips")
  }

  /// How much each unit is of the one that its kind is counted in: the whole catalog.
  @Test func scales() {
    let scales: [String: Double] = [
      "$": 1, "k$": 1e3, "M$": 1e6, "cent": 0.01,
      "ns": 1e-9, "us": 1e-6, "ms": 1e-3, "s": 1, "min": 60, "h": 3600, "day": 24 * 3600,
      "week": 7 * 24 * 3600, "month": 720 * 3600, "year": 365 * 24 * 3600,
      "bit": 1.0 / 8, "kbit": 1e3 / 8, "Mbit": 1e6 / 8, "Gbit": 1e9 / 8,
      "B": 1, "kB": 1e3, "MB": 1e6, "GB": 1e9, "TB": 1e12, "PB": 1e15,
      "KiB": 1024, "MiB": 1024 * 1024, "GiB": 1024 * 1024 * 1024, "TiB": 0x1p40,
      "request": 1, "token": 1, "ktok": 1e3, "Mtok": 1e6, "gpu": 1,
      "flop": 1, "GFLOP": 1e9, "TFLOP": 1e12, "PFLOP": 1e15,
      "J": 1, "kJ": 1e3, "MJ": 1e6, "Wh": 3600, "kWh": 1e3 * 3600, "MWh": 1e6 * 3600,
      "W": 1, "kW": 1e3, "MW": 1e6, "g": 1e-3, "kg": 1, "t": 1e3,
      "mm": 1e-3, "cm": 1e-2, "meter": 1, "km": 1e3,
    ]
    let found = UnitCatalog.standard.entries.map { ($0.unit.symbol, $0.unit.scale) }
    #expect(Dictionary(uniqueKeysWithValues: found) == scales)
  }

  /// Units of one kind convert into each other, and into no other kind.
  @Test func kinds() {
    let kinds: [Dimension: Set<String>] = Dictionary(
      grouping: UnitCatalog.standard.entries.map { $0.unit }, by: { $0.dimension }
    ).mapValues { Set($0.map { $0.symbol }) }
    #expect(
      Set(kinds.values) == [
        ["$", "k$", "M$", "cent"],
        ["ns", "us", "ms", "s", "min", "h", "day", "week", "month", "year"],
        [
          "bit", "kbit", "Mbit", "Gbit", "B", "kB", "MB", "GB", "TB", "PB", "KiB", "MiB", "GiB",
          "TiB",
        ],
        ["request"], ["token", "ktok", "Mtok"], ["gpu"], ["flop", "GFLOP", "TFLOP", "PFLOP"],
        ["J", "kJ", "MJ", "Wh", "kWh", "MWh"], ["W", "kW", "MW"], ["g", "kg", "t"],
        ["mm", "cm", "meter", "km"],
      ])
  }
}
