import Basics
import Diagnostics
import Foundation
import Headless
import Language
import NativeFunctions
import Presentation
import TestSupport
import Testing
import Workbook

/// Worksheets: read, run, used by each other, and changed by typing.
@Suite struct SheetTests {
  /// A folder of its own for files, gone with the test.
  private final class Folder {
    let path = NSTemporaryDirectory() + "sheets-" + UUID().uuidString

    init() throws {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func put(_ text: String, _ name: String) throws -> String {
      let file = path + "/" + name
      try FileManager.default.createDirectory(
        atPath: (file as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
      try Data(text.utf8).write(to: URL(fileURLWithPath: file))
      return file
    }

    func text(_ name: String) throws -> String {
      String(decoding: try Data(contentsOf: URL(fileURLWithPath: path + "/" + name)), as: UTF8.self)
    }
  }

  private let folder: Folder

  init() throws { folder = try Folder() }

  private var start: Workbook {
    var workbook = Workbook.native(ModelRunner(model: nil), prices: nil)
    workbook.isAutomatic = true
    return workbook
  }

  private func run(_ path: String, _ settings: [String] = []) throws -> SheetRun {
    try SheetRun(path: path, setting: settings, in: start)
  }

  private let whole = """
    # What our assistant costs.
    unit eur = $1.08 "as of 2026-11-01"
    unit loaf loaves

    model serving
    param gpus: gpu = 4 in 1..64   "GPUs rented"
    param rent: $/month = $12,000/month
    result hourly: $/(gpu*h) = rent / (gpus * 720 h/month)
    check hourly == $4.17/(gpu*h) within $0.01/(gpu*h)

    users = 200 to 5,000   # a guess
    gpus = 8
    half(x) = x / 2
    cost = half(rent) + users * $1/month
    hourly
    solve rent for hourly = $1/(gpu*h)
    100 eur in $
    """

  @Test func aWholeSheet() throws {
    let found = try run(try folder.put(whole, "a.sheet"))
    // What is claimed is claimed of the settings.
    #expect(found.problems.map(\.code.name) == ["check-failed"])
    #expect(found.answers.count == 3 && found.files == 1)
    #expect(found.answers[0].answer.value?.text == "$2.08/gpu·h")
    #expect(found.answers[2].answer.value?.text == "$108")
    #expect(found.workbook.cell(named: "cost")?.value?.kind.hasPrefix("an uncertain") == true)
    let json = found.json
    #expect(json.member("answers")?.asList?.first?.member("line")?.asWhole == 15)
    #expect(json.member("cells")?.asList?.count == 5)
    #expect(
      json.member("problems")?.asList?.first?.member("file")?.asText?.hasSuffix("a.sheet") == true)
    let other = try run(try folder.put(whole, "a.sheet"), ["gpus = 4"])
    #expect(other.problems.isEmpty && other.answers[0].answer.value?.text == "$4.17/gpu·h")
  }

  /// What is set from outside has to stand in the sheet, if only in a formula.
  @Test func settingsOfNothingAreTold() throws {
    let text = "param rent: $/month = $900/month\ngpus = 2\nrent / gpus * users\n"
    let path = try folder.put(text, "c.sheet")
    for line in ["gpus = 4", "rent = $800/month", "sheet.rent = $800/month", "unit eur = $1"] {
      let found = try run(path, [line, "users = 3"])
      #expect(!found.problems.contains { $0.message.hasPrefix("Nothing in the sheet") }, "\(line)")
    }
    let found = try run(path, ["gpuss = 4"])
    #expect(found.problems.first?.message == "Nothing in the sheet is called gpuss.")
    #expect(found.problems.first?.suggestion == "gpus = 4")
    #expect(found.workbook.cell(named: "gpuss") == nil)
  }

  /// Problems stand where they are, and whatever is right goes on.
  @Test func problemsAreTold() throws {
    let found = try run(
      try folder.put("x = zebra\ny = 2\n\ny * 2\nplot y over\nunit day = 3 h\n", "b.sheet"))
    #expect(found.problems.map { $0.span?.position.line } == [6, 1, 5])
    #expect(found.answers.count == 1 && found.answers[0].answer.value?.text == "4")
  }

  // MARK: use

  @Test func sheetsUseSheets() throws {
    _ = try folder.put("unit eur = $1.10\nrate = 3 eur/h\n1 + 1\n", "parts/prices.sheet")
    _ = try folder.put("use \"prices.sheet\"\nmodel m\nparam k = 2 in 1..9\n", "parts/m.sheet")
    let path = try folder.put(
      "use \"parts/m.sheet\"\nuse \"parts/prices.sheet\"\nk = 3\nk * rate in $/h\n", "top.sheet")
    let found = try run(path)
    #expect(found.problems.isEmpty && found.files == 3)
    #expect(found.answers.map { $0.answer.value?.text } == ["$9.90/h"])
  }

  @Test func ringsAreTold() throws {
    _ = try folder.put("use \"b.sheet\"\n", "a.sheet")
    _ = try folder.put("use \"c.sheet\"\n", "b.sheet")
    _ = try folder.put("use \"a.sheet\"\nx = 1\n", "c.sheet")
    let found = try run(folder.path + "/a.sheet")
    #expect(found.problems.map(\.code.name) == ["ring"])
    #expect(found.problems[0].message.contains("a.sheet → b.sheet → c.sheet → a.sheet"))
    let own = try run(try folder.put("use \"self.sheet\"\n", "self.sheet"))
    #expect(own.problems.map(\.code.name) == ["ring"])
  }

  /// Nothing outside of the folder, nothing that is no file.
  @Test(arguments: [
    "../secret.sheet", "/etc/passwd", "sub/../../secret.sheet", "./a.sheet", "", "sub",
    "missing.sheet",
    "sub//a.sheet", "..", "C:\\\\x", "~/x.sheet",
  ])
  func otherPathsAreRefused(_ path: String) throws {
    _ = try folder.put("stolen = 1\n", "secret.sheet")
    let file = try folder.put("use \"\(path)\"\nx = 2\n", "sub/top.sheet")
    let found = try run(file)
    #expect(found.problems.map(\.code.name) == ["unreadable"], "\(path)")
    #expect(found.workbook.cell(named: "stolen") == nil)
    #expect(found.workbook.cell(named: "x") != nil)
  }

  /// Nor by way of a link; one that stays within is a file like any other.
  @Test func linksThatLeadOutAreRefused() throws {
    let secret = try folder.put("stolen = 1\n", "secret.sheet")
    let inner = try folder.put("y = 3\n", "sub/inner.sheet")
    for (name, target) in [("out.sheet", secret), ("in.sheet", inner)] {
      try FileManager.default.createSymbolicLink(
        atPath: folder.path + "/sub/" + name, withDestinationPath: target)
    }
    let found = try run(
      try folder.put("use \"out.sheet\"\nuse \"in.sheet\"\nx = 2\n", "sub/top.sheet"))
    #expect(found.problems.map(\.code.name) == ["unreadable"])
    #expect(found.workbook.cell(named: "stolen") == nil)
    #expect(found.workbook.cell(named: "y") != nil)
  }

  @Test func hostileFiles() throws {
    let files = FileManager.default
    let path = folder.path + "/bad.sheet"
    try Data([0x78, 0x3D, 0xFF]).write(to: URL(fileURLWithPath: path))
    #expect(throws: Diagnostic.self) { try run(path) }
    _ = files.createFile(atPath: path, contents: Data(repeating: 0x23, count: (8 << 20) + 1))
    #expect(throws: Diagnostic.self) { try run(path) }
    #expect(throws: Diagnostic.self) { try run(folder.path) }
    let deep = try folder.put(
      String(repeating: "(", count: 4000) + "\n\u{0}\nx = 1\n", "deep.sheet")
    #expect(try run(deep).problems.count == 2)
  }

  /// A model with many cells is computed once.
  @Test func largeSheets() throws {
    var lines = ["param a0 = 1 in 0..9"]
    for index in 1...3000 { lines.append("result a\(index) = a\(index - 1) + 1") }
    let found = try run(try folder.put(lines.joined(separator: "\n") + "\na3000\n", "large.sheet"))
    #expect(found.problems.isEmpty && found.answers.first?.answer.value?.text == "3,001")
  }

  // MARK: Typing

  @Test func whatIsTypedIsWritten() throws {
    let path = try folder.put("# mine\nx = 2 h   # hours\n\ny = x * 2\n", "s.sheet")
    var session = try SheetSession(path: path, in: start)
    #expect(session.begin().problems.isEmpty)
    func says(_ line: String) -> String {
      let reply = session.answer(line)
      return "\(reply.display)" + reply.problems.map { " \($0.code.name)" }.joined()
    }
    _ = says("x = 5 h")
    #expect(try folder.text("s.sheet") == "# mine\nx = 5 h   # hours\n\ny = x * 2\n")
    _ = says("z(a) = a * y")
    _ = says("unit trip = 3 h")
    _ = says("y + 1 h")
    _ = says("plot y over x from 1 h to 9 h")
    let all = "# mine\nx = 5 h   # hours\n\ny = x * 2\nz(a) = a * y\nunit trip = 3 h\n"
    #expect(try folder.text("s.sheet") == all)
    #expect(says("zebra").contains("unknown-name"))
    #expect(try folder.text("s.sheet") == all)
    _ = says("z(a) = a * y * 2")
    #expect(try folder.text("s.sheet").contains("z(a) = a * y * 2\nunit"))
    _ = says("undo")
    #expect(try folder.text("s.sheet") == all)
    _ = says("redo")
    #expect(try folder.text("s.sheet").contains("* 2\nunit"))
    _ = says("reset z")
    #expect(try folder.text("s.sheet").contains("z(a)") == false)
    #expect(session.workbook.definedFunctions.isEmpty)
    #expect(session.answer("quit").ends)
  }

  /// What is changed on disk meanwhile is read before the next line, and nothing of it is lost.
  @Test func changesOnDiskAreRead() throws {
    let path = try folder.put("x = 2\n", "s.sheet")
    var session = try SheetSession(path: path, in: start)
    _ = session.begin()
    _ = try folder.put("x = 7\nw = 1\n", "s.sheet")
    let reply = session.answer("x * 2")
    #expect("\(reply.display)".contains("read again") && "\(reply.display)".contains("14"))
    _ = try folder.put("x = 8\nw = 1\n# edited\n", "s.sheet")
    _ = session.answer("v = x + w")
    #expect(try folder.text("s.sheet") == "x = 8\nw = 1\n# edited\nv = x + w\n")
  }

  @Test func aNewSheet() throws {
    var session = try SheetSession(path: folder.path + "/new.sheet", in: start)
    #expect("\(session.begin().display)".contains("new sheet"))
    _ = session.answer("1 + 1")
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/new.sheet"))
    _ = session.answer("x = 3 gpu")
    #expect(try folder.text("new.sheet") == "x = 3 gpu\n")
    _ = session.answer("use \"nothing.sheet\"")
    #expect(try folder.text("new.sheet") == "x = 3 gpu\n")
  }

  @Test func sheetsAreChecked() throws {
    let path = try folder.put(whole, "a.sheet")
    let (problems, files) = try CourseCheck.problems(at: path, in: nil)
    #expect(problems.count == 1 && files == 1)
  }
}
