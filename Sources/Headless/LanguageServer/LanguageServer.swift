import Basics
import Course
import Diagnostics
import Foundation

/// Chapters, exercises and worksheets in an editor: what is wrong with the text as it stands there,
/// values of figures, names, and where they are declared. A message in, what is to be sent out.
///
///     var server = LanguageServer()
///     for message in server.receive(body) + server.settle() { send(message) }
///
/// Source: Language Server Protocol 3.17, https://microsoft.github.io/language-server-protocol
public struct LanguageServer {
  /// How many documents may be open.
  static let mostDocuments = 200

  var documents: [String: OpenDocument] = [:]
  /// Documents whose problems are to be looked for, in the order in which they changed.
  private var waiting: [String] = []
  /// What was read of documents, by their addresses: kept until one changes.
  private var read: [String: ReadDocument] = [:]
  private let isWaitedFor: @Sendable () -> Bool
  private var wasShutDown = false
  /// With what the program is to end; nil while it goes on.
  public private(set) var status: Int32?

  /// - Parameter isWaitedFor: whether another message has come, for which long work is put off.
  public init(isWaitedFor: @escaping @Sendable () -> Bool = { false }) {
    self.isWaitedFor = isWaitedFor
  }

  /// Whether problems are still to be looked for.
  public var hasWork: Bool { !waiting.isEmpty }

  // MARK: Messages

  /// Answers a message.
  public mutating func receive(_ bytes: [UInt8]) -> [JSON] {
    var server = self
    var others: [JSON] = []
    let reply = RemoteCall.reply(to: bytes) { (call) throws(RemoteCall.Refusal) -> JSON in
      try server.perform(call, &others)
    }
    self = server
    return (reply.map { [$0] } ?? []) + others
  }

  /// The answer to a message that was too long to be kept.
  public static var tooLong: JSON { RemoteCall.tooLong }

  private mutating func perform(
    _ call: RemoteCall, _ others: inout [JSON]
  ) throws(RemoteCall.Refusal) -> JSON {
    if call.method == "exit" {
      status = wasShutDown ? 0 : 1
      return .null
    }
    guard !wasShutDown else { throw .noCall("The server was shut down.") }
    switch call.method {
    case "initialize": return LanguageServer.greeting
    case "shutdown":
      wasShutDown = true
      return .null
    case "textDocument/didOpen": try open(call.parameters)
    case "textDocument/didChange": try change(call.parameters)
    case "textDocument/didSave": lookAgain()
    case "textDocument/didClose":
      let address = try address(call.parameters)
      if documents.removeValue(forKey: address) != nil {
        others.append(LanguageServer.told([], of: address, version: nil))
      }
      lookAgain(without: address)
    case "textDocument/hover": return try hover(call.parameters)
    case "textDocument/completion": return try completion(call.parameters)
    case "textDocument/definition": return try definition(call.parameters)
    case "textDocument/codeAction": return try corrections(call.parameters)
    default:
      // What is only told, as $/setTrace is, needs no answer.
      if call.id != nil { throw .noMethod(call.method) }
    }
    return .null
  }

  private static var greeting: JSON {
    .object([
      "capabilities": .object([
        "positionEncoding": .string("utf-16"),
        "textDocumentSync": .object([
          "openClose": .bool(true), "change": .number(2), "save": .bool(true),
        ]), "hoverProvider": .bool(true), "definitionProvider": .bool(true),
        "codeActionProvider": .object(["codeActionKinds": .array([.string("quickfix")])]),
        "completionProvider": .object([
          "triggerCharacters": .array([".", "(", ":", "`", "{", " "].map { .string($0) })
        ]),
      ]),
      "serverInfo": .object(["name": .string("gpulearn"), "version": .string(Program.version)]),
    ])
  }

  // MARK: Documents

  private func address(_ parameters: JSON) throws(RemoteCall.Refusal) -> String {
    guard let address = parameters.member("textDocument")?.member("uri")?.asText else {
      throw .badParameters("A document has a uri.")
    }
    return address
  }

  private mutating func open(_ parameters: JSON) throws(RemoteCall.Refusal) {
    let address = try address(parameters)
    guard let document = parameters.member("textDocument"),
      let text = document.member("text")?.asText
    else { throw .badParameters("An open document has a text.") }
    guard let path = FileAddress.path(address) else { return }
    guard documents.count < LanguageServer.mostDocuments || documents[address] != nil else {
      throw .badParameters("More than \(LanguageServer.mostDocuments) documents are open.")
    }
    documents[address] = OpenDocument(
      address: address, path: URL(fileURLWithPath: path).standardizedFileURL.path, text: text,
      version: document.member("version")?.asWhole)
    lookAgain()
  }

  private mutating func change(_ parameters: JSON) throws(RemoteCall.Refusal) {
    let address = try address(parameters)
    guard documents[address] != nil else { return }
    guard let changes = parameters.member("contentChanges")?.asList, !changes.isEmpty,
      var text = documents[address]?.text
    else { throw .badParameters("A change says what changes.") }
    for change in changes { text = try changed(text, change) }
    documents[address]?.text = text
    documents[address]?.version = parameters.member("textDocument")?.member("version")?.asWhole
    lookAgain()
  }

  /// A text with one change made: that of a range, or the whole.
  private func changed(
    _ text: String, _ change: JSON
  ) throws(RemoteCall.Refusal) -> String {
    guard let new = change.member("text")?.asText else {
      throw .badParameters("A change brings a text.")
    }
    guard let range = change.member("range"), range != .null else { return new }
    let source = Source(text)
    guard let start = TextPlace.offset(range.member("start"), in: source),
      let end = TextPlace.offset(range.member("end"), in: source), start <= end
    else { throw .badParameters("A range goes from a position to one that is not before it.") }
    let result = source.string(0..<start) + new + source.string(end..<text.utf8.count)
    guard result.utf8.count <= RemoteCall.longest else {
      throw .badParameters("The document is too long.")
    }
    return result
  }

  /// One file may be read by others: all that are open are looked at again, the newest first.
  private mutating func lookAgain(without closed: String? = nil) {
    read = [:]
    waiting = documents.values.filter { $0.kind != nil }.map { $0.address }.sorted()
  }

  var drafts: [String: String] {
    Dictionary(documents.values.map { ($0.path, $0.text) }) { first, _ in first }
  }

  /// A document as it was read last.
  mutating func reading(_ address: String) -> ReadDocument? {
    if let known = read[address] { return known }
    guard let document = documents[address] else { return nil }
    let found = ReadDocument(document, drafts: drafts)
    read[address] = found
    return found
  }

  // MARK: Problems

  /// Looks for what is wrong with the documents that changed, one after the other, and stops where
  /// another message has come: the rest is looked at the next time.
  /// - Returns: what is to be sent.
  public mutating func settle() -> [JSON] {
    var messages: [JSON] = []
    while let address = waiting.first, !isWaitedFor() {
      guard let document = documents[address] else {
        waiting.removeFirst()
        continue
      }
      guard let problems = problems(of: document) else { break }
      waiting.removeFirst()
      messages.append(LanguageServer.told(problems, of: address, version: document.version))
    }
    return messages
  }

  /// What is wrong with it; nil where the search was stopped.
  private func problems(of document: OpenDocument) -> [JSON]? {
    LanguageServer.problems(of: document, drafts: drafts, isStopped: isWaitedFor)
      .map { $0.map { LanguageServer.told($0, in: document) } }
  }

  /// The same as it was found.
  static func problems(
    of document: OpenDocument, drafts: [String: String], isStopped: @escaping @Sendable () -> Bool
  ) -> [Diagnostic]? {
    let manner = CourseCheck.Manner(measures: false, isInterrupted: isStopped)
    let found: [Diagnostic]
    do throws(Diagnostic) {
      found = try CourseCheck.problems(
        ofDraft: document.path, text: document.text, drafts: drafts, manner)
    } catch {
      found = [error]
    }
    guard !found.contains(where: { $0.code == .interrupted }) else { return nil }
    return found.filter { problem in
      guard let name = problem.span?.source.name else { return true }
      return document.path == name || document.path.hasSuffix("/" + name)
    }
  }

  static func told(_ problem: Diagnostic, in document: OpenDocument) -> JSON {
    let words =
      [problem.message] + (problem.label.isEmpty ? [] : ["(\(problem.label))"]) + problem.notes
      + (problem.suggestion.map { ["Try: \($0)"] } ?? [])
    let place =
      problem.span.map { TextPlace.range($0) }
      ?? TextPlace.range(SourceSpan(Source(document.text), 0..<0))
    return .object([
      "range": place, "severity": .number(1), "code": .string(problem.code.name),
      "source": .string("gpulearn"), "message": .string(words.joined(separator: "\n")),
    ])
  }

  private static func told(_ problems: [JSON], of address: String, version: Int?) -> JSON {
    .object([
      "jsonrpc": .string("2.0"), "method": .string("textDocument/publishDiagnostics"),
      "params": .object(
        [JSON.Member("uri", .string(address))]
          + (version.map { [JSON.Member("version", JSON($0))] } ?? [])
          + [JSON.Member("diagnostics", .array(problems))]),
    ])
  }
}
