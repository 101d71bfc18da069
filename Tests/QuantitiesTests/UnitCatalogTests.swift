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

  @Test func aMonthIs720Hours() {
    let month = UnitCatalog.standard.unit(named: "month")
    #expect(month?.scale == 720 * 3600.0)
  }
}
