import ArgumentParser
import Diagnostics
import Presentation
import Terminal

struct ServeModel: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Serve a language model over HTTP, as OpenAI's API does, and as a small platform.",
    discussion: """
      Without a file the small model of the course is served. --as serverless starts workers on \
      demand and stops them; --offer and --rent take the price of an offer of the course. gpulearn \
      serve --help says the rest, Guides/serving.md shows it. The first time, the server is built.

        gpulearn serve --as serverless --workers 4 --offer modal-h100 --rent aws-p4d-od
      """,
    helpNames: [])

  @Argument(
    parsing: .captureForPassthrough, help: "A GGUF file, and options.",
    completion: .file(extensions: ["gguf"]))
  var words: [String] = []

  func run() throws {
    do throws(Diagnostic) {
      var arguments = ["serve"] + (try OfferOptions.priced(words))
      if let model = Places.courses.model { arguments += ["--course-model", model] }
      try ServingProgram.become(arguments)
    } catch {
      Screen(Places.configuration).complain(error)
      throw ProgramEnd(of: error).code
    }
  }
}
