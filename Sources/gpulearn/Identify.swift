import Answers
import ArgumentParser
import Diagnostics
import Display
import Presentation
import Records
import Terminal

struct Identify: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "learner", abstract: "Say who you are to whoever grades, or show it.",
    discussion: """
      Set the id that your instructor gave you before the first exercise: which figures you get is \
      drawn from it, so it cannot change afterwards. Without one, an id is drawn at random.
      """)

  @OptionGroup var common: CommonOptions

  @Argument(help: "Your id, such as a matriculation number or an address.")
  var id: String?

  @Option(help: "Your name, as it goes into what you hand in.")
  var name: String?

  func run() throws {
    let screen = common.screen
    do throws(Diagnostic) {
      let store = try Places.profile(common.profile).store()
      let known =
        id == nil && name == nil
        ? try store.knownLearner() : try store.setLearner(id: id, name: name)
      screen.show(display(known))
    } catch {
      screen.complain(error)
      throw ProgramEnd(of: error).code
    }
  }

  private func display(_ learner: Learner?) -> Display {
    guard let learner else {
      return Display([
        .lines([
          Text("You have no id yet. ") + Text("gpulearn learner ID", .input)
            + Text(" sets it; without, one is drawn at your first exercise.")
        ])
      ])
    }
    let name = learner.name.isEmpty ? Text("") : Text(", ") + Text(learner.name)
    let origin = learner.isChosen ? "" : ", drawn at random"
    return Display([
      .lines([Text("You are ") + Text(learner.id, .name) + name + Text(origin + ".", .muted)])
    ])
  }
}
