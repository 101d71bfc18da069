import Diagnostics
import Language
import Testing

@Suite struct StatementTests {
  @Test(arguments: [
    ("", "nothing"), ("   ", "nothing"), ("# a remark", "nothing"), ("\t", "nothing"),
    ("x # a remark", "x"), ("x = 3 # three", "x := 3"), ("\"#\" == a # b", "(\"#\" == a)"),
    ("a = 1", "a := 1"), ("a=1", "a := 1"), ("waste.rent = $5", "waste.rent := $5"),
    ("my.x = a == b", "my.x := (a == b)"), ("a == 1", "(a == 1)"),
    ("f(x) = 2 * x", "f(x) := (2 * x)"), ("f(x, y) = x ^ y", "f(x, y) := (x ^ y)"),
    ("f() = 3", "f() := 3"), ("f(x)", "f(x)"), ("f(x) == 3", "(f(x) == 3)"),
    ("h = 3", "h := 3"), ("month = 2", "month := 2"), ("next = 3", "next := 3"),
    ("plot = 3", "plot := 3"), ("plot.x = 3", "plot.x := 3"), ("table(x) = x", "table(x) := x"),
    ("größe = 3", "größe := 3"), ("_a1 = 3", "_a1 := 3"),
    ("plot a", "plot[a]"), ("plot a over b", "plot[a] over b"),
    ("plot a, b * 2 over c from 1 to 2", "plot[a, (b * 2)] over c 1…2"),
    ("plot a over b from 1 h to 2 h log", "plot[a] over b 1 h…2 h log"),
    ("plot a over m.b log", "plot[a] over m.b log"),
    ("plot a against b over c", "plot[a] against b over c"),
    ("plot a * 2 against r.b over c from 0 s to 9 s", "plot[(a * 2)] against r.b over c 0 s…9 s"),
    ("plot a against b", "plot[a] against b"), ("against = 3", "against := 3"),
    ("sweep a over b from 5% to 50% step 5%", "sweep[a] over b 5%…50% by 5%"),
    ("sweep a over b step 2", "sweep[a] over b by 2"),
    ("why a", "why[a]"), ("tornado a", "tornado[a]"), ("why m.a", "why[m.a]"),
    ("compare a with b = 1", "compare[a] b := 1"),
    ("compare a + 1 with b = 1, m.c = 2 h", "compare[(a + 1)] b := 1, m.c := 2 h"),
    ("solve a for b = 3", "solve[a] b = 3"), ("solve a for b == 3", "solve[a] b = 3"),
    ("solve a for b + c <= 3 h", "solve[a] (b + c) <= 3 h"),
    ("solve a for b > 3", "solve[a] b > 3"),
    ("solve a for b = 3 from 1 to 2 h", "solve[a] b = 3 from 1 to 2 h"),
    ("solve a for b = 3 between c and 9", "solve[a] b = 3 from c to 9"),
    ("tune a", "tune[a]"), ("tune a for b", "tune[a] b"), ("timeline r", "timeline[r]"),
    ("timeline r from 1 min to 2 min", "timeline[r] 1 min..2 min"),
    ("timeline r against q around 3 s", "timeline[r] against q ~3 s"),
    ("timeline r around first cold start", "timeline[r] ~first cold start"),
    ("timeline f(1) around longest wait", "timeline[f(1)] ~longest wait"),
    ("table a, b + 1, c in h", "table[a, (b + 1), (c in h)]"), (":plot a over b", "plot[a] over b"),
    (":why why", "why[why]"),
  ])
  func lines(_ line: String, _ outline: String) throws {
    #expect(try Statement.parse(Source(line), in: ParsingScope()).outline == outline)
  }

  /// A verb that is also a cell is a verb where something follows that a verb wants.
  @Test func cellsCalledLikeVerbs() throws {
    let scope = ParsingScope { $0 == "plot" }
    func outline(_ line: String) throws -> String {
      try Statement.parse(Source(line), in: scope).outline
    }
    #expect(try outline("plot") == "plot")
    #expect(try outline("plot * 2") == "(plot * 2)")
    #expect(try outline("plot = 2") == "plot := 2")
    #expect(try outline("plot a over b") == "plot[a] over b")
    #expect(try outline(":plot a over b") == "plot[a] over b")
  }

  @Test(arguments: [
    "if = 3", "in = 3", "k$ = 3", "f(in) = 3", "f(x, x) = x", "a = ", "= 3", "a = b = 3",
    "a + b = 3",
    "2 = a", "why", "why 3", "why a + 1", "plot", "plot over a", "plot a over",
    "plot a over b from 1",
    "plot a over b from 1 to", "sweep", "why a b", "my.if = 1", "idle cost = 1",
    "plot a, b against c over d", "plot a against over b", "plot against b over c",
    "sweep a over b from 1 to 2 log log", "compare a",
    "compare a with", "compare a with b", "solve a", "solve a for b", "solve a for b =", "table",
    "table a,", "f(x = 3", "f(x,) = 3", "a b", "(a", "a)", "()", "f(", "a.", "a..b", "\"a", ":",
    ": x",
    "x to", "x in", "not", "-", "a +", "* a", "a ** b", "if a", "if a then", "if a then b",
    "if a then b else", "1 < 2 < 3", "$", "$x", "%", "5 %%",
  ])
  func refused(_ line: String) {
    #expect(throws: Diagnostic.self) { try Statement.parse(Source(line), in: ParsingScope()) }
  }

  /// A part of a longer source reads as if it stood alone, with spans in the whole.
  @Test func partsOfASource() throws {
    let source = Source(name: "c.md", "result x = a + b \"sum\"\nmore")
    let expression = try Expression.parse(source, 11..<16, in: ParsingScope())
    #expect(expression.outline == "(a + b)" && expression.span.range == 11..<16)
    let error = #expect(throws: Diagnostic.self) {
      try Expression.parse(source, 11..<15, in: ParsingScope())
    }
    #expect(error?.span?.range == 14..<14)
  }
}
