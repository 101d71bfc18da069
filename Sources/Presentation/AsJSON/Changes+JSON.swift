import Basics
import Language
import Workbook

extension Changes {
  /// Everything that is another than before.
  public var json: JSON { .object(members) }

  /// `changes`, and where there are any `functions`, `forgotten` and `remarks`.
  var members: [JSON.Member] {
    var members = [
      JSON.Member(
        "changes",
        .array(settings.map { $0.json("setting") } + results.map { $0.json("result") }))
    ]
    if !functions.isEmpty {
      members.append(JSON.Member("functions", .array(functions.map { $0.json })))
    }
    if !forgotten.isEmpty { members.append(JSON.Member("forgotten", JSON(forgotten))) }
    return members + JSON.remarks(remarks)
  }
}

extension Changes.Change {
  /// `name`, `kind`, `before` and `after`, `state` where there is no present value, and the `error`
  /// of what fails.
  fileprivate func json(_ kind: String) -> JSON {
    var members = [
      JSON.Member("name", .string(name)), JSON.Member("kind", .string(kind)),
      JSON.Member("before", JSON(before, margin: marginBefore)),
      JSON.Member("after", JSON(after, margin: margin)),
    ]
    if cell.isStale {
      members.append(JSON.Member("state", .string("stale")))
    } else if cell.isPending {
      members.append(JSON.Member("state", .string("pending")))
    } else if let failure = cell.failure {
      members.append(JSON.Member("state", .string("failed")))
      members.append(JSON.Member("error", JSON(failure)))
    }
    return .object(members)
  }
}

extension FunctionDefinition {
  fileprivate var json: JSON {
    .object([
      "name": .string(name), "parameters": JSON(parameters), "body": .string(body.text),
    ])
  }
}
