import ArgumentParser
import Basics
import Diagnostics
import Headless
import Presentation
import Terminal

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

struct RunLanguageServer: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "language-server",
    abstract: "Chapters, exercises and worksheets in an editor, over standard input.",
    discussion: """
      Speaks the Language Server Protocol: what check finds in the text as it stands in the editor, \
      the value of a figure or a name under the cursor, completion, and where a name is declared. \
      Nothing is measured and no file is written. Guides/editors.md has the settings of editors.
      """)

  @OptionGroup var common: CommonOptions

  func run() throws {
    var server = LanguageServer(isWaitedFor: { Input.isWaiting })
    var frames = MessageFrames()
    while server.status == nil, Output.failure == nil {
      // What changed is looked at when nothing else is to be answered.
      if server.hasWork, !Input.isWaiting { send(server.settle()) }
      guard !server.hasWork || Input.isWaiting else { continue }
      guard let bytes = Input.next() else { break }
      frames.take(bytes)
      while let message = frames.next(), server.status == nil {
        switch message {
        case .body(let body): send(server.receive(body))
        case .tooLong: send([LanguageServer.tooLong])
        case .lost:
          common.screen.complain(
            Diagnostic(.unreadable, "Standard input is no message of an editor.")
              .note("Each begins with Content-Length: and its number of bytes."))
          throw ProgramEnd.usage.code
        }
      }
    }
    if let status = server.status, status != 0 { throw ExitCode(status) }
  }

  private func send(_ messages: [JSON]) {
    for message in messages { Output.put(MessageFrames.framed(message)) }
  }
}

/// Standard input, as it comes.
private enum Input {
  /// Whether anything has come that was not read yet, or the end.
  static var isWaiting: Bool {
    var waiting = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
    return poll(&waiting, 1, 0) > 0
  }

  /// The next bytes, waiting for them; nil at the end.
  static func next() -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = read(STDIN_FILENO, &bytes, bytes.count)
      if count > 0 { return Array(bytes.prefix(count)) }
      if count < 0, errno == EINTR { continue }
      return nil
    }
  }
}
