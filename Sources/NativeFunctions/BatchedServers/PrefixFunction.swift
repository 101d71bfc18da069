import Diagnostics
import Language
import Quantities
import Simulation

/// `prefix_hits`: what a cache finds of the prompts of a trace.
enum PrefixFunction {
  private static let form = RecordForm<PrefixHits>([
    .figure("share", .share, "of the prompts that is found in the cache") { $0.share },
    .figure("requests", .requests, "that were read") { Double($0.requests) },
    .figure("left_out", .number, "rows without a length or hashes") { Double($0.left) },
    .figure("prompt_tokens", .tokens, "of all prompts") { $0.promptTokens },
    .figure("found", .tokens, "of them") { $0.foundTokens },
    .figure("block", .tokens, "that one hash stands for") { $0.block },
    .figure("blocks", .number, "that differ") { Double($0.blocks) },
  ])

  static let function = Function(
    "prefix_hits",
    "how much of a trace's prompts a KV cache holds already, as earlier ones began alike",
    [
      Function.Parameter(
        "file", .path, "JSON lines with hash_ids and input_length, as traces of Mooncake have"),
      Function.Parameter(
        "room", .quantity(Units.token), default: .tokens(0), otherwise: "all that ever came",
        "tokens that the cache holds"),
    ],
    example: "prefix_hits(\"Guides/reference/prefixes.jsonl\", room: 4,096 token)", gives: form
  ) { (arguments, budget) throws(Diagnostic) -> PrefixHits in
    let room = arguments.quantity("room").base
    do throws(SimulationError) {
      let hits = try PrefixHits(
        arguments.text("file") ?? "", room: room > 0 ? room : .infinity)
      budget.spend(.bytes(Int64(hits.bytes)))
      return hits
    } catch {
      throw error.diagnostic(arguments)
    }
  }
}
