import ArgumentParser
import Diagnostics
import Presentation
import Terminal

struct LoadServer: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "load",
    abstract: "Load-test a server over HTTP, and forecast the same run.",
    discussion: """
      For any server that answers as OpenAI's API does, gpulearn serve among them. gpulearn load \
      --help says the rest, Guides/serving.md shows it. The first time, the program is built.

        gpulearn load http://127.0.0.1:8080 --rate 5 --seconds 60 --fit
      """,
    helpNames: [])

  @Argument(parsing: .captureForPassthrough, help: "The server's address, and options.")
  var words: [String] = []

  func run() throws {
    do throws(Diagnostic) {
      try ServingProgram.become(["load"] + words)
    } catch {
      Screen(Places.configuration).complain(error)
      throw ProgramEnd(of: error).code
    }
  }
}
