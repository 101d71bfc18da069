import Basics
import Course
import Diagnostics
import Language
import Quantities
import Simulation

/// `gpu_server`: a batched server derived from the data sheets of a model and a GPU.
enum ServerFunction {
  struct Found: Sendable {
    let server: GPUServer
    let slow: StepLaw?
    let quick: StepLaw?
    let derivation: Derivation
    let model: Served
    let gpu: GPUSheet
    /// What nobody says of where a fitted law was measured, so that it is taken to be as here.
    var unsaid: [String] = []
  }

  private static let form = RecordForm<Found>(
    [
      .text("origin", "whether its law is derived, or fitted and moved") { origin($0) },
      .record("law", StepFunctions.lawForm, "how long a step takes") { $0.server.law },
      .record(
        "slow", StepFunctions.lawForm, "with the slowest engine assumed",
        when: "where it is derived"
      ) { $0.slow },
      .record(
        "quick", StepFunctions.lawForm, "with the quickest engine assumed",
        when: "where it is derived"
      ) { $0.quick },
    ] + StepFunctions.limits { $0.server } + [
      .figure("weights", .data, "that the model takes") {
        $0.derivation.model.bytes($0.derivation.precision)
      },
      .figure("kv_cache_per_token", .data(per: "token"), "keys and values of one token") {
        $0.derivation.cacheBytesPerToken
      },
      .figure("context", .tokens, "the longest text of the model", when: "where it is known") {
        $0.model.context
      },
      .figure("gpus", .number, "that share each layer") { Double($0.derivation.gpus) },
      .text("model", "what is served", remark: { $0.model.origin }) { $0.model.name },
      .text("gpu", "on what", remark: { "\($0.gpu.name): \($0.gpu.mark.words)" }) { $0.gpu.id },
      .text("precision", "how the weights are kept") { $0.derivation.precision.rawValue },
      .text("assumed", "what was taken for granted") { assumed($0) },
    ])

  static let precisionParameter = Function.Parameter(
    "precision", .words(Precision.allCases.map { $0.rawValue }), default: .text("bf16"),
    "how the weights are kept")

  static let parameters: [Function.Parameter] =
    [
      Function.Parameter("model", .forms(Forms.model), "what is served"),
      Function.Parameter("gpu", .text, "one of the course's GPUs, as in \"h100\""),
      precisionParameter,
      Function.Parameter(
        "gpus", .quantity(Units.gpu), default: .quantity(Quantity(1, Units.gpu)),
        "that share each layer (tensor parallelism)"),
      Function.Parameter(
        "kv", .words(["16-bit", "8-bit"]), default: .text("16-bit"),
        "how the numbers of the KV cache are kept"),
      Function.Parameter(
        "memory", .quantity(.percent), default: .share(0.9),
        "the share of the memory that weights and KV cache may take"),
      Function.Parameter(
        "fitted", .forms(Forms.fitted, words: ["none"]), default: .text("none"),
        otherwise: "data sheets alone", "what was measured of the same model on the same GPU"),
    ] + StepFunctions.limitParameters

  static func function(_ machines: MachineBook?) -> Function {
    Function(
      "gpu_server", "a batched server, derived from what a model needs and a GPU has", parameters,
      example: "gpu_server(\"qwen3-8b\", \"h100\", precision: \"fp8\")", gives: form,
      uncertainty: .lifted
    ) { (arguments, _) throws(Diagnostic) -> Found in
      try found(arguments, machines?.catalog ?? MachineCatalog())
    }
  }

  static func found(
    _ arguments: Arguments, _ catalog: MachineCatalog
  ) throws(Diagnostic) -> Found {
    let model = try model(arguments, catalog)
    let gpu = try gpu(arguments, catalog)
    var derivation = Derivation(
      model: model.model, gpu: GPUShape(gpu), precision: try precision(arguments))
    derivation.gpus = try Settings.count("gpus", arguments)
    guard (1...1024).contains(derivation.gpus) else {
      throw Diagnostic(.outOfRange, "One to 1,024 GPUs share a model.", at: arguments.span("gpus"))
        .try(arguments.line("gpus", "1"))
    }
    guard derivation.model.heads % derivation.gpus == 0 else {
      throw Diagnostic(
        .outOfRange, "\(derivation.gpus) GPUs cannot share \(derivation.model.heads) heads evenly.",
        at: arguments.span("gpus")
      ).try(
        arguments.line("gpus", "\(divisor(of: derivation.model.heads, upTo: derivation.gpus)) gpu"))
    }
    derivation.cacheBytes = arguments.text("kv") == "8-bit" ? 1 : 2
    derivation.memoryShare = arguments.quantity("memory").base
    guard (0.05...1).contains(derivation.memoryShare) else {
      throw Diagnostic(
        .outOfRange, "The share of the memory is 5% to 100%.", at: arguments.span("memory")
      ).try(arguments.line("memory", "90%"))
    }
    try read(fitted: arguments, model, gpu, &derivation)
    guard derivation.room >= 1024 else { throw full(derivation, model, gpu, arguments) }
    let server = try StepFunctions.limited(derivation.server, arguments)
    guard derivation.fitted == nil else {
      return Found(
        server: server, slow: nil, quick: nil, derivation: derivation, model: model, gpu: gpu,
        unsaid: unsaid(arguments))
    }
    func law(_ parts: Derivation.Parts) -> StepLaw {
      var other = derivation
      other.parts = parts
      return other.law
    }
    return Found(
      server: server, slow: law(.slow(for: derivation.model)), quick: law(.quick),
      derivation: derivation, model: model,
      gpu: gpu)
  }

  /// The largest number of GPUs, at most so many, that share heads evenly.
  private static func divisor(of heads: Int, upTo most: Int) -> Int {
    (1...max(1, most)).last { heads % $0 == 0 } ?? 1
  }

  private static func read(
    fitted arguments: Arguments, _ model: Served, _ gpu: GPUSheet,
    _ derivation: inout Derivation
  ) throws(Diagnostic) {
    if arguments["fitted"] == .text("none") { return }
    guard case .record(let record)? = arguments["fitted"], record.name == "fit",
      let law = Reading.law(ofStep: record["law"])
    else {
      throw Reading.refusal(
        "fitted", arguments, expected: Forms.fitted, try: "fitted: \"none\"")
    }
    func told(_ field: String) -> String? {
      if case .text(let text)? = record[field] { return text }
      return nil
    }
    let gpus = record["gpus"]?.quantity.map { Int($0.base) } ?? 1
    for (name, measured, asked) in [
      ("model", told("model"), model.name), ("gpu", told("gpu"), gpu.id),
      ("gpus", "\(gpus)", "\(derivation.gpus)"),
    ] {
      guard let measured, measured != asked else { continue }
      throw Diagnostic(
        .wrongArguments, "The law was fitted to another \(name).", at: arguments.span("fitted")
      ).label("measured: \(measured), asked: \(asked)").note(
        "A fit holds for the model and the GPUs that were measured; without fitted the server is "
          + "derived from data sheets.")
    }
    // Of what nobody says it is taken that nothing has changed.
    let precision = told("precision").flatMap { Precision(rawValue: $0) } ?? derivation.precision
    derivation.fitted = .init(law: law, precision: precision)
  }

  private static func unsaid(_ arguments: Arguments) -> [String] {
    guard case .record(let record)? = arguments["fitted"] else { return [] }
    let words = [("model", "this model"), ("gpu", "this GPU"), ("precision", "weights as here")]
    return words.compactMap { field, words in
      guard case .text(let told)? = record[field], told != "unknown" else { return words }
      return nil
    }
  }

  /// The weights leave no room for a KV cache.
  private static func full(
    _ derivation: Derivation, _ model: Served, _ gpu: GPUSheet, _ arguments: Arguments
  ) -> Diagnostic {
    let weights = derivation.model.bytes(derivation.precision)
    var count = derivation
    while count.room < 1024, count.gpus < 1024 { count.gpus *= 2 }
    let problem = Diagnostic(
      .outOfRange, "\(model.name) does not fit.", at: arguments.span("gpu")
    ).label(
      "\(Value.data(weights).text) of weights, "
        + "\(Value.data(gpu.memory.base * derivation.memoryShare).text) of memory for them each")
    return count.room < 1024
      ? problem
      : problem.note("The KV cache needs room besides.").try(
        arguments.line("gpus", "\(count.gpus) gpu"))
  }

  // MARK: Arguments

  static func precision(_ arguments: Arguments) throws(Diagnostic) -> Precision {
    try Settings.word(
      "precision", arguments, Precision.allCases.map { ($0.rawValue, $0) }, try: "bf16")
  }

  static func model(
    _ arguments: Arguments, _ catalog: MachineCatalog
  ) throws(Diagnostic) -> Served {
    if let served = Served(arguments["model"]) { return served }
    guard let name = arguments.text("model") else {
      throw Reading.refusal(
        "model", arguments, expected: Forms.model, try: "model: \"qwen3-8b\"")
    }
    if let model = catalog.model(name) { return Served(model) }
    throw unknown(
      "model", name, among: catalog.models.map { $0.id }, catalog, "Chapters/models.yaml",
      arguments)
  }

  static func gpu(_ arguments: Arguments, _ catalog: MachineCatalog) throws(Diagnostic) -> GPUSheet
  {
    let name = arguments.text("gpu") ?? ""
    if let gpu = catalog.gpu(name) { return gpu }
    throw unknown(
      "gpu", name, among: catalog.gpus.map { $0.id }, catalog, "Chapters/gpus.yaml", arguments)
  }

  private static func unknown(
    _ argument: String, _ name: String, among ids: [String], _ catalog: MachineCatalog,
    _ file: String, _ arguments: Arguments
  ) -> Diagnostic {
    let what = argument == "gpu" ? "GPU" : "model"
    let span = arguments.span(argument)
    let problem = Diagnostic(.unknownName, "There is no \(what) “\(name.prefix(60))”.", at: span)
    if ids.isEmpty {
      return problem.note(
        catalog.problems.isEmpty
          ? "The course has no list of them: \(file)."
          : "\(file) has problems; gpulearn check tells them.")
    }
    let wanted = MachineCatalog.id(name)
    let holding = wanted.count > 1 ? ids.filter { $0.holds(wanted) } : []
    let shown = holding.isEmpty ? ids : holding
    return problem.note(
      "There is \(shown.prefix(8).joined(separator: ", "))\(shown.count > 8 ? ", …" : "")."
    )
    .try(
      (holding.first ?? closest(to: wanted, among: ids)).map {
        span.replaced(with: "\"\($0)\"")
      })
  }

  // MARK: What is told

  private static func origin(_ found: Found) -> String {
    guard let fitted = found.derivation.fitted else { return "derived" }
    return fitted.precision == found.derivation.precision
      ? "fitted"
      : "fitted at \(fitted.precision.rawValue), moved to \(found.derivation.precision.rawValue)"
  }

  private static func assumed(_ found: Found) -> String {
    let parts = Derivation.Parts.usual
    var words: [String] = []
    if found.derivation.fitted == nil {
      let precision = found.derivation.isComputedAt16Bits ? .bf16 : found.derivation.precision
      let layers = Double(max(1, found.derivation.model.layers))
      words += [
        "\(Value.share(parts.bandwidth).text) of the bandwidth",
        "\(Value.share(parts.arithmetic(precision)).text) of the arithmetic",
        "\(Value.time(found.server.law.fixed / layers).text) a layer besides",
      ]
    } else if !found.unsaid.isEmpty {
      words.append("measured with \(found.unsaid.joined(separator: " and "))")
    }
    if found.derivation.spansServers {
      words.append(
        "more than \(parts.perServer) GPUs exchange over a network; engines differ by several times"
      )
    }
    if found.derivation.isComputedAt16Bits { words.append("computed at 16 bits") }
    if found.model.hasWindows { words.append("windows of attention counted whole") }
    if found.derivation.gpus > 1, found.derivation.gpu.link == nil {
      words.append("links between the GPUs cost nothing")
    }
    return words.isEmpty ? "nothing" : words.joined(separator: ", ")
  }
}

extension GPUShape {
  /// A data sheet, for the simulator.
  init(_ sheet: GPUSheet) {
    self.init(
      memory: sheet.memory.base, bandwidth: sheet.bandwidth.base, flops16: sheet.fp16.base)
    flops8 = sheet.fp8?.base
    flops4 = sheet.fp4?.base
    integer8 = sheet.int8?.base
    link = sheet.link?.base
  }
}

extension ServedModel {
  /// A model of the course, for the simulator.
  init(_ model: OpenModel) {
    self.init(
      parameters: model.parameters, embedding: Double(model.vocabulary) * Double(model.hidden),
      isTied: model.isTied, layers: model.layers, hidden: Double(model.hidden),
      attention: Double(model.heads) * Double(model.headSize), cached: model.cachePerToken.base / 2,
      cacheHeads: model.keyValueHeads)
    heads = model.heads
    active = model.active ?? model.parameters
    if let all = model.experts, let used = model.expertsUsed {
      experts = Experts(all: all, used: used)
    }
  }
}
