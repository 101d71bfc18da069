import Diagnostics
import Display

/// The page behind each code of a diagnostic.
extension Code {
  /// The page: why there is this error, and a wrong line with the right one.
  public var page: Display {
    var blocks: [Block] = [.heading(Text(title, .heading), level: 3), .paragraph(Text(why))]
    if !wrong.isEmpty {
      blocks.append(
        .table(
          Table(
            rows: [
              [Text("  not", .muted), Text(wrong, .code)],
              [Text("  but", .muted), Text(right, .input)],
            ], style: .bare)))
    }
    return Display(blocks)
  }

  /// Every code with its title.
  public static var pageList: Display {
    Display([
      .table(
        Table(rows: all.map { [Text($0.name, .input), Text($0.title, .muted)] }, style: .bare))
    ])
  }

  /// What to say where there is no such page.
  public static func noPage(_ name: String) -> Diagnostic {
    let near = closest(to: name, among: all.map { $0.name })
    return Diagnostic(
      .noPage, name.isEmpty ? "Explain which code?" : "There is no page called “\(name)”."
    )
    .note("The code stands at the foot of an error message.")
    .try("explain \(near ?? Code.unitMismatch.name)")
  }
}
