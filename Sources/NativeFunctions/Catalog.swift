import Course
import Diagnostics
import Language

/// The native functions: the simulator, its theory, the inference engine, and prices, as the
/// language calls them.
public enum NativeFunctions {
  /// Everything a workbook can call besides the built-in functions.
  /// - Parameters:
  ///   - prices: what `price("…")` reads; nil where the course has no price list.
  ///   - machines: the GPUs and models that `gpu_server` derives from; nil where there are none.
  ///   - runner: what runs models, and keeps what was measured of them.
  ///   - names: what the course calls its servers; where they are no GPUs, what is told of GPUs and
  ///     language models is left out.
  public static func all(
    prices: PriceBook?, machines: MachineBook? = nil, runner: ModelRunner,
    names: FleetNames = .usual
  ) -> [Function] {
    let ofComputers = names.server == nil
    return arrivalFunctions + lawFunctions + timetables + autoscalers + pools + [
      decays,
      phases, serverless, dedicated, hybrid, replay, mixed, paired,
    ]
      + spreadFunctions + (ofComputers ? batchedServers(machines) : [])
      + [
        DataFunction.function(units: names.units()) { (path) throws(Diagnostic) -> String in
          try DataFile.text(path)
        }
      ]
      + theoryFunctions + (ofComputers ? inferenceFunctions(runner) : [])
      + (prices.map { [priceFunction($0)] } ?? [])
  }

  private static func batchedServers(_ machines: MachineBook?) -> [Function] {
    StepFunctions.all + [
      ServerFunction.function(machines), RooflineFunction.function(machines),
      FitFunction.function(machines),
      ClosedLoopFunction.function, PrefixFunction.function,
    ]
  }

  /// The functions that simulate a fleet, for whoever wants their declarations alone.
  public static let fleets: [Function] = [serverless, dedicated, hybrid, mixed, replay]

  /// A part of a mixed fleet, for whoever wants its declaration alone.
  public static let pool: Function? = pools.first { $0.name == "pool" }

  /// What `generate` is asked, for whoever wants the declaration alone.
  public static let generateParameters: [Function.Parameter] = Generating.parameters

  private static func inferenceFunctions(_ runner: ModelRunner) -> [Function] {
    [
      Generating.function(runner), ServeFunction.function(runner), Benchmark.function(runner),
      OpenModelFunction.function, FitHere.function(runner), TextFunctions.tokenize(runner),
      TextFunctions.candidates(runner), LensFunction.function(runner),
      AttentionFunction.function(runner), PrefixCacheFunction.function(runner),
      SpeculateFunction.function(runner),
    ] + Inside.functions(runner) + Measuring.functions(runner)
  }
}
