"""The Swift that a mutated target gets: the switch, and one operator for each changed operator."""

HEAD = """\
#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

let mutantInUse: Int = getenv("GPULEARN_MUTANT").flatMap { Int(String(cString: $0)) } ?? 0

func mutatedFlag(_ id: Int, _ flag: Bool) -> Bool { mutantInUse == id ? !flag : flag }
func mutatedCondition(_ id: Int, _ condition: Bool) -> Bool {
  mutantInUse == id ? !condition : condition
}
func mutantKeeps(_ id: Int) -> Bool { mutantInUse != id }
func mutatedWhole<T: Numeric>(_ id: Int, _ number: T, up: Bool) -> T {
  mutantInUse != id ? number : up ? number + 1 : number - 1
}
func mutatedDecimal<T: BinaryFloatingPoint>(_ id: Int, _ number: T) -> T {
  mutantInUse == id ? (number == 0 ? 0.1 : number * 1.1) : number
}
func mutatedMin<T: Comparable>(_ id: Int, _ left: T, _ right: T) -> T {
  mutantInUse == id ? max(left, right) : min(left, right)
}
func mutatedMax<T: Comparable>(_ id: Int, _ left: T, _ right: T) -> T {
  mutantInUse == id ? min(left, right) : max(left, right)
}
"""

PRECEDENCE = {
    **dict.fromkeys(["<", "<=", ">", ">=", "==", "!="], "ComparisonPrecedence"),
    **dict.fromkeys(["+", "-", "&+", "&-", "|"], "AdditionPrecedence"),
    **dict.fromkeys(["*", "/", "%", "&*", "&"], "MultiplicationPrecedence"),
    **dict.fromkeys([">>", "<<"], "BitwiseShiftPrecedence"),
    **dict.fromkeys(["+=", "-=", "*=", "/="], "AssignmentPrecedence"),
    "&&": "LogicalConjunctionPrecedence", "||": "LogicalDisjunctionPrecedence",
    "..<": "RangeFormationPrecedence", "...": "RangeFormationPrecedence",
}
CONSTRAINTS = {
    **dict.fromkeys(["<", "<=", ">", ">="], ["Comparable"]),
    **dict.fromkeys(["==", "!="], ["Equatable"]),
    **dict.fromkeys(["+", "-", "+=", "-="], ["AdditiveArithmetic"]),
    **dict.fromkeys(["*", "/", "*=", "/="], ["BinaryInteger", "FloatingPoint"]),
    "%": ["BinaryInteger"],
    **dict.fromkeys(["&+", "&-", "&*"], ["FixedWidthInteger"]),
    **dict.fromkeys(["&", "|", ">>", "<<"], ["FixedWidthInteger"]),
}


def spelling(id):
    """The number in Braille, whose characters are operator characters."""
    text = ""
    while id:
        text, id = chr(0x2801 + id % 255) + text, id // 255
    return text


def functions(id, declares):
    """The operator of one mutant: the old meaning, and with the switch on it the other one."""
    fixity, old, new = declares
    name = old + spelling(id)
    if fixity == "prefix":
        return (
            f"prefix operator {name}\n"
            f"prefix func {name} (flag: Bool) -> Bool {{ mutantInUse == {id} ? flag : !flag }}\n"
        )
    swift = f"infix operator {name}: {PRECEDENCE[old]}\n"
    on = f"mutantInUse == {id}"
    if old in ("&&", "||"):
        return swift + (
            f"func {name} (left: Bool, right: @autoclosure () throws -> Bool) rethrows -> Bool {{\n"
            f"  {on} ? try left {new} right() : try left {old} right()\n}}\n"
        )
    if old == "..<":
        return swift + (
            f"func {name} <T: BinaryInteger>(left: T, right: T) -> Range<T> {{\n"
            f"  {on} ? left..<(right + 1) : left..<right\n}}\n"
        )
    if old == "...":
        return swift + (
            f"func {name} <T: BinaryInteger>(left: T, right: T) -> ClosedRange<T> {{\n"
            f"  {on} && right > left ? left...(right - 1) : left...right\n}}\n"
        )
    for constraint in CONSTRAINTS[old]:
        if old.endswith("=") and PRECEDENCE[old] == "AssignmentPrecedence":
            swift += (
                f"func {name} <T: {constraint}>(left: inout T, right: T) {{\n"
                f"  if {on} {{ left {new} right }} else {{ left {old} right }}\n}}\n"
            )
            continue
        result = "Bool" if PRECEDENCE[old] == "ComparisonPrecedence" else "T"
        swift += (
            f"func {name} <T: {constraint}>(left: T, right: T) -> {result} {{\n"
            f"  {on} ? left {new} right : left {old} right\n}}\n"
        )
    return swift


def source(mutants):
    """The whole file for one target, from the mutants (number, change) that stand in it."""
    return HEAD + "".join(functions(id, change.declares) for id, change in mutants if change.declares)
