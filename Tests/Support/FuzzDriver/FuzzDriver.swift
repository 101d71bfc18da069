import Foundation
import Fuzzing

@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
  _ count: UnsafeMutablePointer<CInt>,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>,
  _ callback: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

/// Which target is run; set before the first input.
nonisolated(unsafe) private var running: FuzzTarget?

/// Runs a target under libFuzzer, as the arguments of the program say: TARGET [OPTION …] CORPUS …
/// Or TARGET --seeds FOLDER, which writes what a target makes itself, and prints its samples.
public func runFuzzer(_ targets: [FuzzTarget]) throws -> Never {
  let words = CommandLine.arguments
  guard let target = targets.first(where: { words.count > 1 && $0.name == words[1] }) else {
    for target in targets { print(target.name) }
    exit(64)
  }
  if words.count > 3, words[2] == "--seeds" {
    let folder = URL(fileURLWithPath: words[3])
    for (number, seed) in target.seeds().enumerated() {
      try Data(seed).write(to: folder.appendingPathComponent("made-\(number)"))
    }
    print(target.samples.joined(separator: "\n"))
    exit(0)
  }
  running = target
  // libFuzzer takes the first argument as the program's name.
  var count = CommandLine.argc - 1
  var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv + 1
  exit(
    runDriver(&count, &arguments) { bytes, count in
      do throws(Finding) {
        try running?.run(Array(UnsafeBufferPointer(start: bytes, count: count)))
      } catch {
        fatalError("\(error)")
      }
      return 0
    })
}
