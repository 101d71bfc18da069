import ArgumentParser
import Basics
import ServingLab

@main
struct GPULearnServe: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    // What is typed: gpulearn serve, which becomes this program.
    commandName: "gpulearn",
    abstract: "Serve a language model over HTTP as OpenAI's API does, and load-test such servers.",
    version: Program.version,
    subcommands: [Serve.self, Load.self, RunWorker.self],
    defaultSubcommand: Serve.self)
}
