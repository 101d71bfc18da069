import Diagnostics
import Display

extension GuidedSession {
  /// The page of a code.
  func explain(_ name: String) -> Reply {
    GuidedSession.page(of: name).map { Reply($0) } ?? Reply(GuidedSession.noPage(name))
  }

  /// The page of a code, or nil where there is no such code.
  public static func page(of name: String) -> Display? {
    guard let code = Code.named(name) else { return nil }
    var blocks: [Block] = [
      .heading(Text(code.title, .heading), level: 3), .paragraph(Text(code.why)),
    ]
    if !code.wrong.isEmpty {
      blocks.append(
        .table(
          Table(
            rows: [
              [Text("  not", .muted), Text(code.wrong, .code)],
              [Text("  but", .muted), Text(code.right, .input)],
            ], style: .bare)))
    }
    return Display(blocks)
  }
}

extension GuidedSession {
  /// Every code with its title.
  public static var pageList: Display {
    Display([
      .table(
        Table(
          rows: Code.all.map { [Text($0.name, .input), Text($0.title, .muted)] }, style: .bare))
    ])
  }

  /// What to say where there is no such page.
  public static func noPage(_ name: String) -> Diagnostic {
    let near = closest(to: name, among: Code.all.map { $0.name })
    return Diagnostic(
      .noPage, name.isEmpty ? "Explain which code?" : "There is no page called “\(name)”."
    )
    .note("The code stands at the foot of an error message.")
    .try("explain \(near ?? Code.unitMismatch.name)")
  }
}
