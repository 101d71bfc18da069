import Language
import Quantities

/// Units that native functions give and take.
enum Units {
  static let second = unit("s")
  static let perSecond = Unit([factor("s", -1)])
  static let request = unit("request")
  static let requestRate = rate("request", per: "s")
  static let gpu = unit("gpu")
  static let perRequest = Unit([factor("$"), factor("request", -1)])
  static let gpuSecond = Unit([factor("gpu"), factor("s")])
  static let perGPUHour = Unit([factor("$"), factor("gpu", -1), factor("h", -1)])
  static let token = unit("token")
  static let perToken = Unit([factor("s"), factor("token", -1)])
  static let tokenRate = Unit([factor("token"), factor("s", -1)])
  static let perMonth = Unit([factor("$"), factor("month", -1)])

  static func unit(_ name: String) -> Unit { Unit([factor(name)]) }

  /// `name`, for each of `below`: B/token.
  static func rate(_ name: String, per below: String) -> Unit {
    Unit([factor(name), factor(below, -1)])
  }

  private static func factor(_ name: String, _ exponent: Int = 1) -> Unit.Factor {
    // Every name here is one of the standard units.
    Unit.Factor(UnitCatalog.standard.unit(named: name) ?? .second, exponent)
  }
}

extension Value {
  static func seconds(_ value: Double) -> Value { .quantity(Quantity(value, Units.second)) }

  /// A time, in the unit that fits it: 3.2 ms.
  public static func time(_ seconds: Double) -> Value {
    let (scale, unit) =
      seconds == 0 || seconds >= 1
      ? (1, "s")
      : seconds >= 1e-3 ? (1e3, "ms") : seconds >= 1e-6 ? (1e6, "us") : (1e9, "ns")
    return .quantity(Quantity(seconds * scale, Units.unit(unit)))
  }

  /// An amount of data, in the unit that fits it: 1.2 MB.
  public static func data(_ bytes: Double, per below: String? = nil) -> Value {
    let (scale, name) = steps(bytes, ["B", "kB", "MB", "GB"])
    return .quantity(
      Quantity(bytes / scale, below.map { Units.rate(name, per: $0) } ?? Units.unit(name)))
  }

  /// Floating-point operations, in the unit that fits: 1.9 GFLOP/s.
  static func work(_ operations: Double, per below: String) -> Value {
    let (scale, name) =
      operations >= 1e12
      ? (1e12, "TFLOP") : operations >= 1e8 ? (1e9, "GFLOP") : (1, "flop")
    return .quantity(Quantity(operations / scale, Units.rate(name, per: below)))
  }

  /// A number of tokens.
  public static func tokens(_ count: Int) -> Value {
    .quantity(Quantity(Double(count), Units.token))
  }

  /// Tokens a second.
  public static func tokenRate(_ value: Double) -> Value {
    .quantity(Quantity(value, Units.tokenRate))
  }

  /// The largest thousandfold that the value reaches.
  private static func steps(_ value: Double, _ names: [String]) -> (Double, String) {
    var scale = 1.0
    for name in names.dropLast() {
      if value < scale * 1000 { return (scale, name) }
      scale *= 1000
    }
    return (scale, names.last ?? "")
  }

  /// A share, from 0 to 1, as a percentage.
  public static func share(_ value: Double) -> Value { .quantity(Quantity(value * 100, .percent)) }

  /// A number without a unit.
  public static func number(_ value: Double) -> Value { .quantity(Quantity(value)) }
}
