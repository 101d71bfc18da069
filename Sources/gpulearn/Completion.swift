import ArgumentParser
import Terminal

struct Completion: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "completion",
    abstract: "Write what makes a shell complete gpulearn's commands and options.",
    discussion: """
      For bash: gpulearn completion bash > ~/.local/share/bash-completion/completions/gpulearn

      For zsh, into a folder of $fpath: gpulearn completion zsh > ~/.zfunc/_gpulearn

      For fish: gpulearn completion fish > ~/.config/fish/completions/gpulearn.fish
      """)

  enum Shell: String, CaseIterable, ExpressibleByArgument {
    case bash, zsh, fish
  }

  @Argument(help: "The shell: bash, zsh or fish.")
  var shell: Shell

  func run() {
    let known: CompletionShell =
      switch shell {
      case .bash: .bash
      case .zsh: .zsh
      case .fish: .fish
      }
    Output.put(GPULearn.completionScript(for: known))
  }
}
