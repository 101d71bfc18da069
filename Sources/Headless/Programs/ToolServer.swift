import Basics
import Diagnostics
import Presentation

/// The workbook as tools of the Model Context Protocol, for editors and agents: `gpulearn session
/// --mcp`. A message in, its reply out; what a line sets is there for the calls behind it.
///
/// Source: the Model Context Protocol, revision 2025-06-18, https://modelcontextprotocol.io
public struct ToolServer: Sendable {
  private var evaluation: Evaluation

  /// The revisions of the protocol that are spoken, the newest first.
  static let revisions = ["2025-06-18", "2025-03-26", "2024-11-05"]

  /// A server that starts from what an evaluation knows.
  public init(_ evaluation: Evaluation) { self.evaluation = evaluation }

  /// Answers a message; nil where it wants no reply.
  public mutating func reply(to bytes: [UInt8]) -> JSON? {
    var server = self
    defer { self = server }
    return RemoteCall.reply(to: bytes) { (call) throws(RemoteCall.Refusal) -> JSON in
      try server.perform(call)
    }
  }

  private mutating func perform(_ call: RemoteCall) throws(RemoteCall.Refusal) -> JSON {
    switch call.method {
    case "initialize": return greeting(call.parameters)
    case "ping": return .object([])
    case "tools/list": return .object(["tools": .array(ToolServer.tools)])
    case "tools/call": return try run(call.parameters)
    default: throw .noMethod(call.method)
    }
  }

  private func greeting(_ parameters: JSON) -> JSON {
    let asked = parameters.member("protocolVersion")?.asText ?? ""
    let revision = ToolServer.revisions.contains(asked) ? asked : ToolServer.revisions[0]
    return .object([
      "protocolVersion": .string(revision),
      "capabilities": .object(["tools": .object([])]),
      "serverInfo": .object([
        "name": .string("gpulearn"), "version": .string(Program.version),
      ]),
      "instructions": .string(
        """
        A workbook for what GPU computing costs: formulas with units, ranges for what is not \
        known, simulations of GPU fleets. `answer` takes one line at a time and remembers what \
        was set; `help` says what can be typed; `cells` lists what there is.
        """),
    ])
  }

  private mutating func run(_ parameters: JSON) throws(RemoteCall.Refusal) -> JSON {
    guard let name = parameters.member("name")?.asText else {
      throw .badParameters("A call names its tool.")
    }
    let arguments = parameters.member("arguments") ?? .object([])
    switch name {
    case "answer":
      guard let line = arguments.member("line")?.asText else {
        throw .badParameters("answer takes a text called line.")
      }
      return result(evaluation.answer(line))
    case "help":
      let word = arguments.member("about") ?? .string("")
      guard let word = word.asText else { throw .badParameters("about is a text.") }
      return result(evaluation.answer(word.trimmed.isEmpty ? "help" : "help \(word)"))
    case "cells":
      let cells = ["params", "results"].map { evaluation.answer(":" + $0).json }
      let all = cells.flatMap { $0.member("cells")?.asList ?? [] }
      return result(.object(["cells": .array(all)]), isError: false)
    default: throw .badParameters("There is no tool \(name.prefix(100).showable).")
    }
  }

  private func result(_ outcome: Evaluation.Outcome) -> JSON {
    result(outcome.json, isError: outcome.problem != nil)
  }

  private func result(_ json: JSON, isError: Bool) -> JSON {
    .object([
      "content": .array([
        .object(["type": .string("text"), "text": .string(json.text)])
      ]),
      "structuredContent": json, "isError": .bool(isError),
    ])
  }

  private static let tools: [JSON] = [
    tool(
      "answer",
      """
      Answers one line of the workbook's language: a formula ($12,000/month / (4 gpu * 720 \
      h/month)), a setting (rent = $9,000/month), a range for what is not known (users = 200 to \
      5,000), a question (plot, sweep, why, compare, solve, tornado, table), or undo, redo and reset.
      """, ["line": "The line, as it would be typed."], required: ["line"]),
    tool(
      "help", "What can be typed: all functions, or what a word means.",
      ["about": "A function, question, unit or term; nothing for the list of functions."]),
    tool("cells", "Every parameter and result of the workbook, with its value.", [:]),
  ]

  private static func tool(
    _ name: String, _ description: String, _ arguments: KeyValuePairs<String, String>,
    required: [String] = []
  ) -> JSON {
    .object([
      "name": .string(name), "description": .string(description),
      "inputSchema": .object([
        "type": .string("object"),
        "properties": .object(
          arguments.map { name, sentence in
            JSON.Member(
              name, .object(["type": .string("string"), "description": .string(sentence)]))
          }), "required": .array(required.map { .string($0) }),
      ]),
    ])
  }
}
