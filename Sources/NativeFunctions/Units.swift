import Language
import Quantities

/// Units that native functions give and take.
enum Units {
  static let second = unit("s")
  static let request = unit("request")
  static let gpu = unit("gpu")
  static let perRequest = Unit([factor("$"), factor("request", -1)])
  static let gpuSecond = Unit([factor("gpu"), factor("s")])
  static let perGPUHour = Unit([factor("$"), factor("gpu", -1), factor("h", -1)])
  static let perMonth = Unit([factor("$"), factor("month", -1)])

  static func unit(_ name: String) -> Unit { Unit([factor(name)]) }

  private static func factor(_ name: String, _ exponent: Int = 1) -> Unit.Factor {
    // Every name here is one of the standard units.
    Unit.Factor(UnitCatalog.standard.unit(named: name) ?? .second, exponent)
  }
}

extension Value {
  static func seconds(_ value: Double) -> Value { .quantity(Quantity(value, Units.second)) }

  static func share(_ value: Double) -> Value { .quantity(Quantity(value * 100, .percent)) }

  static func number(_ value: Double) -> Value { .quantity(Quantity(value)) }
}
