import Course
import Diagnostics
import Language
import Quantities
import Simulation

/// `gpu_roofline`: what memory and arithmetic of a GPU allow a model, and what a server reaches of it.
enum RooflineFunction {
  private struct Found: Sendable {
    let server: ServerFunction.Found
    let context: Double

    /// Requests that get a token together: each twice as many as before, as far as the cache holds them.
    var together: [Int] {
      let most = min(server.server.sequences, server.server.room / max(1, Int(context)), 1024)
      return (0...10).map { 1 << $0 }.filter { $0 <= max(1, most) }
    }

    func step(_ count: Int) -> Derivation.Step {
      server.derivation.step(tokens: Double(count), context: context)
    }

    /// Tokens a second of so many together.
    func reached(_ count: Int) -> Double {
      let law = server.server.law
      return Double(count)
        / law.seconds(sequences: count, context: Int(context * Double(count)))
    }

    /// The same where only memory and arithmetic set bounds.
    func bound(_ count: Int) -> Double {
      let step = step(count)
      return Double(count) * roofline.roof(step.intensity) / step.operations
    }

    private var bare: Roofline {
      Roofline(
        bandwidth: server.derivation.peakBandwidth, peak: server.derivation.peakWork, curves: [])
    }

    var roofline: Roofline {
      var roofline = bare
      let written = together.map { count in
        let step = step(count)
        return Roofline.Point(
          intensity: step.intensity,
          work: reached(count) * step.operations / Double(count), name: "\(count) together")
      }
      // A whole step of prompts.
      let budget = Double(server.server.budget)
      let prompts = server.derivation.step(tokens: budget, context: 0, written: 0)
      let read = Roofline.Point(
        intensity: prompts.intensity,
        work: server.server.law.prefillRate * prompts.operations / budget,
        name: "\(server.server.budget) tokens")
      roofline.curves = [("decode, \(origin)", written), ("prefill, \(origin)", [read])]
      return roofline
    }

    private var origin: String { server.derivation.fitted == nil ? "derived" : "fitted" }

    var caption: String {
      let one = Value.data(server.derivation.peakBandwidth, per: "s").text
      let two = Value.work(server.derivation.peakWork, per: "s").text
      let ridge = Quantity(roofline.ridge, Units.rate("flop", per: "B")).text(significant: 3)
      let many = together.last ?? 1
      let share = Value.share(reached(many) / bound(many)).text
      return
        "\(server.model.name) on \(server.derivation.gpus > 1 ? "\(server.derivation.gpus) × " : "")"
        + "\(server.gpu.name): \(one) from memory, and \(two) from \(ridge) on. "
        + "\(many) together reach \(share) of what the two allow."
    }
  }

  private static let form = RecordForm<Found>(
    [
      .numbers("together", "requests that get a token in a step") {
        $0.together.map { Double($0) }
      },
      .amounts("intensity", Units.rate("flop", per: "B"), "operations for each byte read") {
        found in found.together.map { found.step($0).intensity }
      },
      .amounts("bound", Units.tokenRate, "that memory and arithmetic allow, of all together") {
        found in found.together.map { found.bound($0) }
      },
      .amounts("reached", Units.tokenRate, "by the law of the server's steps") { found in
        found.together.map { found.reached($0) }
      },
      .shares("share", "of the bound that is reached") { found in
        found.together.map { found.reached($0) / found.bound($0) }
      },
    ],
    with: { found, _ in RecordForm<Found>.Extras(chart: found.roofline.chart(found.caption)) })

  static func function(_ machines: MachineBook?) -> Function {
    Function(
      "gpu_roofline",
      "how fast a GPU's memory and arithmetic let a model write, and what is reached of it",
      ServerFunction.parameters + [
        Function.Parameter(
          "context", .quantity(Units.token), default: .tokens(1024),
          "tokens before the one written, of each request")
      ],
      example: "gpu_roofline(\"qwen3-8b\", \"h100\", precision: \"fp8\")", gives: form
    ) { (arguments, _) throws(Diagnostic) -> Found in
      let context = try Settings.count("context", arguments)
      guard (0...10_000_000).contains(context) else {
        throw Diagnostic(
          .outOfRange, "context goes from 0 to 10,000,000 tokens.", at: arguments.span("context")
        ).try(arguments.line("context", "1024 token"))
      }
      return Found(
        server: try ServerFunction.found(arguments, machines?.catalog ?? MachineCatalog()),
        context: Double(context))
    }
  }
}
