import Diagnostics
import Language
import Quantities
import Simulation

/// `step` and `batch_server`: a server that decodes many requests together, by its numbers.
enum StepFunctions {
  static let all = [step, server, apart]

  private static func time(_ name: String, _ sentence: String, isNeeded: Bool = false)
    -> Function.Parameter
  {
    Function.Parameter(
      name, .quantity(Units.second), default: isNeeded ? nil : .seconds(0), sentence)
  }

  /// The law of a step, as a record.
  static let lawForm = RecordForm<StepLaw>(
    [
      .figure("fixed", .time, "of every step") { $0.fixed },
      .figure("per_sequence", .time, "for each sequence in it") { $0.perSequence },
      .figure("per_context_token", .time, "for each token of context") { $0.perContextToken },
      .figure("prefill", .tokenRate, "prompt tokens read in a time") { $0.prefillRate },
      .figure("per_prompt_pair", .time, "for each pair of a prompt token and one before it") {
        $0.perPromptPair
      },
      .figure(
        "weights", .time, "in which the weights are read, behind which arithmetic hides",
        when: "where they are told apart"
      ) { $0.weights > 0 ? $0.weights : nil },
      .figure(
        "experts", .time, "in which all experts are read", when: "for a mixture of experts"
      ) { $0.experts?.all },
      .figure(
        "expert_share", .share, "of the experts that a token uses",
        when: "for a mixture of experts"
      ) { $0.experts?.share },
    ])

  private static let step = Function(
    "step", "how long a step takes of a server that decodes many requests together",
    [
      time("fixed", "of every step, whatever is in it", isNeeded: true),
      time("per_sequence", "for each sequence in it"),
      time("per_context_token", "for each token of context, of all sequences"),
      Function.Parameter(
        "prefill", .quantity(Units.tokenRate), "prompt tokens read in a time"),
      time("per_prompt_pair", "for each pair of a prompt token and one before it"),
      time("weights", "in which the weights are read, behind which arithmetic hides"),
    ],
    example:
      "step(fixed: 4.6 ms, per_sequence: 17 us, per_context_token: 50 ns, prefill: 64k token/s)",
    gives: lawForm, uncertainty: .lifted
  ) { (arguments, _) throws(Diagnostic) -> StepLaw in
    func seconds(_ name: String) -> Double { arguments.quantity(name).base }
    var law = StepLaw(
      fixed: seconds("fixed"), perSequence: seconds("per_sequence"),
      perContextToken: seconds("per_context_token"), prefillRate: seconds("prefill"))
    law.perPromptPair = seconds("per_prompt_pair")
    law.weights = seconds("weights")
    return try checked(GPUServer(law: law, room: 1_000_000), arguments).law
  }

  static let serverForm = RecordForm<GPUServer>(
    [.record("law", lawForm, "how long a step takes") { $0.law }] + limits { $0 })

  /// A fitted law, how far it is from its points, and what they do not tell.
  static func fitted<Found>(
    _ read: @escaping @Sendable (Found) -> StepLaw.Fit
  ) -> [RecordForm<Found>.Entry] {
    [
      .record("law", lawForm, "the law that comes closest") { read($0).law },
      .figure("median_error", .share, "half of the points are closer, in tokens per second") {
        read($0).medianError
      },
      .figure("largest_error", .share, "of any point, in tokens per second") {
        read($0).largestError
      },
      .text(
        "untold", "the terms that these points do not tell",
        remark: {
          read($0).untold.isEmpty
            ? nil : "by themselves they may be anything; the law holds near what was measured"
        }, { untold(read($0)) }),
    ]
  }

  private static func untold(_ fit: StepLaw.Fit) -> String {
    let words = fit.untold.map { term in
      switch term {
      case .fixed: "fixed"
      case .perSequence: "per_sequence"
      case .perContextToken: "per_context_token"
      case .prefillRate: "prefill"
      case .perPromptPair: "per_prompt_pair"
      }
    }
    return words.isEmpty ? "none" : words.joined(separator: ", ")
  }

  /// What a server takes at once.
  static func limits<Found>(
    _ read: @escaping @Sendable (Found) -> GPUServer
  ) -> [RecordForm<Found>.Entry] {
    [
      .figure("room", .tokens, "that its KV cache holds") { Double(read($0).room) },
      .figure("budget", .tokens, "of a step, at most") { Double(read($0).budget) },
      .figure("sequences", .number, "at once, at most") { Double(read($0).sequences) },
      .figure("cached", .share, "of a prompt that is found in the cache") { read($0).cached },
      .figure(
        "swap", .time, "in which a token of the cache is copied to the host's memory",
        when: "where who is put out is copied"
      ) { read($0).swap > 0 ? read($0).swap : nil },
    ]
  }

  /// The parameters that say what a server takes at once.
  static let limitParameters: [Function.Parameter] = [
    Function.Parameter(
      "budget", .quantity(Units.token), default: .tokens(8192), "tokens of a step, at most"),
    Function.Parameter(
      "sequences", .quantity(.none), default: .number(1024), "requests at once, at most"),
    Function.Parameter(
      "cached", .quantity(.percent), default: .share(0),
      "the share of a prompt that is found in the cache, as an earlier one began alike"),
    Function.Parameter(
      "swap", .quantity(Units.second), default: .seconds(0),
      otherwise: "who is put out is read anew",
      "who is put out of a full cache is copied to the host's memory and back, each token in so long"
    ),
  ]

  /// A server with what the arguments say of its limits.
  static func limited(
    _ server: GPUServer, _ arguments: Arguments
  ) throws(Diagnostic) -> GPUServer {
    var server = server
    server.budget = try Settings.count("budget", arguments)
    server.sequences = try Settings.count("sequences", arguments)
    server.cached = arguments.quantity("cached").base
    server.swap = arguments.quantity("swap").base
    return try checked(server, arguments)
  }

  static func checked(
    _ server: GPUServer, _ arguments: Arguments
  ) throws(Diagnostic) -> GPUServer {
    do throws(SimulationError) {
      try server.validate()
      return server
    } catch {
      throw error.diagnostic(arguments)
    }
  }

  private static let server = Function(
    "batch_server", "a server that decodes many requests together, by the law of its steps",
    [
      Function.Parameter("law", .forms(Forms.step), "how long a step takes"),
      Function.Parameter("room", .quantity(Units.token), "tokens that its KV cache holds"),
    ] + limitParameters,
    example:
      "batch_server(step(fixed: 5 ms, per_sequence: 20 us, prefill: 60k token/s), 400k token)",
    gives: serverForm, uncertainty: .lifted
  ) { (arguments, _) throws(Diagnostic) -> GPUServer in
    guard let law = Reading.law(ofStep: arguments["law"]) else {
      throw Reading.refusal(
        "law", arguments, expected: Forms.step,
        try: "law: step(fixed: 5 ms, prefill: 60k token/s)")
    }
    return try limited(
      GPUServer(law: law, room: try Settings.count("room", arguments)), arguments)
  }
}
