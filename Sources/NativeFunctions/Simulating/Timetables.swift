import Diagnostics
import Language
import Quantities
import Simulation

private func hours(_ name: String, _ hours: Double, _ sentence: String) -> Part {
  Part(
    .any,
    .init(
      name, .quantity(Units.second), default: .quantity(Quantity(hours, Units.unit("h"))), sentence)
  )
}

/// When rented GPUs are there, and when there are none to be had.
let timetables: [Function] = [
  constructor(
    "shift", "GPUs that are rented from one time until another, again and again",
    [
      Part(
        .count, .init("gpus", .quantity(Units.gpu), "how many")),
      hours("from", 8, "when they are rented, from the beginning of the day or cycle"),
      hours("until", 18, "when they are given back; before from, it is of the next day"),
      hours("every", 24, "after this all begins anew"),
      Part(
        .any,
        .init(
          "days", .words(["all", "working", "weekend"]), default: .text("all"),
          "on which days of a week that begins with Monday")),
      Part(
        .count,
        .init(
          "otherwise", .quantity(Units.gpu), default: .quantity(Quantity(0, Units.gpu)),
          "how many at all other times")),
    ], example: "shift(4 gpu, from: 8 h, until: 18 h, days: \"working\", otherwise: 1 gpu)",
    check: checkShift),
  constructor(
    "shifts", "several shifts; where they overlap, the one of the most GPUs counts",
    [
      Part(.schedule, "first", "a shift"), Part(.schedule, "second", "another"),
      Part(.schedule, "third", default: .absent, "one more"),
      Part(.schedule, "fourth", default: .absent, "one more"),
    ],
    example: "shifts(shift(4 gpu, from: 8 h, until: 18 h), shift(2 gpu, from: 18 h, until: 22 h))",
    check: checkShifts),
  constructor(
    "outages", "spells in which a platform has nothing to give, of random length",
    [
      Part(.any, .init("every", .quantity(Units.second), "mean time from one to the next")),
      Part(.any, .init("lasting", .quantity(Units.second), "how long one lasts, on average")),
    ], example: "outages(every: 1 day, lasting: 20 min)"),
]

/// The times of a shift are within its cycle.
private func checkShift(_ arguments: Arguments) throws(Diagnostic) {
  let every = arguments.quantity("every").base
  for name in ["from", "until"] where !(0...every).contains(arguments.quantity(name).base) {
    throw Diagnostic(
      .outOfRange, "\(name) is outside of the cycle.", at: arguments.span(name)
    ).label("from 0 to \(arguments.quantity("every").text)")
      .try("shift(4 gpu, from: 8 h, until: 18 h)")
  }
  if arguments.text("days") != "all", every != 86_400 {
    throw Diagnostic(
      .wrongArguments, "Days of the week go with a cycle of a day.", at: arguments.span("every")
    ).label("this cycle is another").try(arguments.line("every", "24 h"))
  }
}

/// Shifts go together whose cycles do.
private func checkShifts(_ arguments: Arguments) throws(Diagnostic) {
  let names = ["first", "second", "third", "fourth"]
  let parts = names.compactMap { Reading.schedule(arguments[$0]) }
  let longest = parts.map { $0.cycle }.max() ?? 0
  for part in parts {
    let times = (longest / part.cycle).rounded()
    if times <= 1000, abs(times * part.cycle - longest) < 1e-6 * longest { continue }
    throw Diagnostic(
      .wrongArguments, "The longest cycle is no multiple of another.", at: arguments.span
    ).label("their cycles differ")
      .try("shifts(shift(4 gpu, from: 8 h, until: 18 h), shift(2 gpu, from: 18 h, until: 22 h))")
  }
}
