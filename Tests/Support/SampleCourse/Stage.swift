import Course
import Diagnostics
import Display
import Foundation
import Terminal

/// A course in a folder of its own that goes with the test.
public final class Stage {
  /// Where it is.
  public let folder: String

  /// - Parameter chapters: the texts of chapters, numbered from 1.
  public init(_ chapters: String...) throws {
    folder = NSTemporaryDirectory() + "gpulearn-" + UUID().uuidString
    try FileManager.default.createDirectory(
      atPath: folder + "/Chapters", withIntermediateDirectories: true)
    for (index, text) in chapters.enumerated() {
      try Data(text.utf8).write(
        to: URL(fileURLWithPath: "\(folder)/Chapters/0\(index + 1)-chapter.md"))
    }
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  /// Where its progress is kept, if a test keeps any.
  public var storePath: String { folder + "/progress.sqlite" }
}

/// A chapter with every kind of block.
public let sampleChapter = """
  ---
  title: A sample
  id: sample
  objectives:
    - Tell an idle hour from a used one
  ---
  What stands before the first lesson.

  ## What idling costs
  Some GPUs cost {eval}`rent`; at {eval}`utilization` they waste {eval}`wasted`.

  ```{model} waste
  :important: effective
  param gpus: gpu = 4 in 1..64 "GPUs rented"
  param rent: $/month = $12,000/month in $1..$10M/month "the invoice"
  param utilization = 15% in 1%..100% "share that works"
  result used = gpus * 720 h/month * utilization "hours of work"
  result effective: $/(gpu*h) = rent / used "price of an hour of work"
  result wasted: $/month = rent * (1 - utilization) "paid for nothing"
  check effective == $27.78/(gpu*h) within $0.01/(gpu*h)
  ```

  ```{try}
  # Let them work more:
  utilization = 40%
  why wasted
  ```

  ```{predict} effective when utilization = 30%
  Half the idle time is gone. What does an hour cost?
  ```

  ```{quiz} Which bill stays
  When traffic stops, which bill stays the same?

  - [x] The rented server's
    It is rented by the hour.
  - [ ] The function's
    It bills by the request.
  ```

  ```{strip} utilization
  :bursts: 2
  A day of one GPU.
  ```

  ```{plot} effective over utilization from 10% to 100%
  Cheaper with every hour used.
  ```

  ## A second lesson
  Another model has a rent as well.

  ```{model} flat
  param rent: $/month = $900/month in $1..$10,000/month "a flat"
  result year: $ = rent * 12 month "a year of it"
  ```

  ```{note} Months
  A month has 720 h here.
  ```
  """

extension Display {
  /// Without colour, 80 columns wide.
  public var drawnForTest: String { drawn(Style(width: 80, height: 24)) }
}
