import Basics
import Language

/// New files that teach their format by example, and are right as they stand.
public enum Scaffold {
  /// A chapter.
  /// - Parameters:
  ///   - id: lower-case words joined by hyphens.
  ///   - title: any text of one line.
  public static func chapter(id: String, title: String) -> String {
    let lessons = lessons(id: id, title: title)
    let others = DirectiveKind.allCases.filter { kind in
      kind != .note && !lessons.holds("```{\(kind.word)}")
    }
    return lessons + "\n" + """
      ```{note} Where to go on
      The guide to chapters has all blocks. These are not in here:
      \(others.map { $0.word }.joined(separator: ", ")).
      ```

      """
  }

  private static func lessons(id: String, title: String) -> String {
    """
    ---
    title: \(quoted(title.isEmpty ? id : title))
    id: \(id)
    summary: What a learner finds here, in a sentence.
    objectives:
      # Each with the ids of the exercises that test it, once there are some:
      # - {text: Tell an hour paid for from one of work, exercises: [price-of-work]}
      - Tell an hour paid for from one of work
    # Chapters whose models this one reads: uses: [introduction]
    ---
    # \(oneLine(title))

    What stands before the first lesson introduces the chapter. <!-- Remarks like this are not shown. -->

    ## What an idle hour costs

    A lesson starts with `##`. Its prose is Markdown, and its figures follow the workbook: at
    {eval}`rent` for {eval}`fleet` that work {eval}`utilization` of the time, {eval}`wasted` buys
    nothing.

    ```{model} \(modelName(id))
    :important: effective, wasted
    # A parameter has a unit, a value, a range and a sentence. A learner may change it.
    param fleet: gpu = 4 in 1..64 "how many are paid for"
    param rent: $/month = $12,000/month in $1/month..$10M/month "what they cost"
    param utilization = 15% in 1%..100% "share of the hours that do work"
    # A result follows from its formula.
    result used = fleet * 720 h/month * utilization "hours of work bought"
    result effective: $/(gpu*h) = rent / used "the price of an hour of work"
    result wasted: $/month = rent * (1 - utilization) "what buys nothing"
    # A check holds the prose to its figures.
    check effective == $27.78/(gpu*h) within $0.01/(gpu*h)
    ```

    ```{try}
    # Twice the work for the same sum:
    utilization = 30%
    plot effective over utilization from 5% to 100%
    ```

    ```{predict} effective when utilization = 60%
    Four times the work. What does an hour of it cost?
    ```

    ## Who pays for it

    ```{strip} utilization
    :over: 24 h
    :bursts: 4
    A day of one GPU: {eval}`utilization` of it is work.
    ```

    ```{quiz}
    Which of these lowers the price of an hour of work?

    - [x] More work for the same fleet
      The sum stays, and more hours share it.
    - [ ] A larger fleet for the same work
      That is a larger sum for the same hours.
    ```

    """
  }

  /// An id made of a title's letters and digits, of those that ids may have: "Cold start?" gives
  /// "cold-start". Empty where it has none.
  public static func id(of title: String) -> String {
    var words: [String] = [""]
    for byte in title.lowercased().utf8 {
      if (97...122).contains(byte) || (48...57).contains(byte) {
        words[words.count - 1].unicodeScalars.append(Unicode.Scalar(byte))
      } else if words.last?.isEmpty == false {
        words.append("")
      }
    }
    var id = ""
    for word in words where !word.isEmpty {
      guard id.utf8.count + word.utf8.count < 48 || id.isEmpty else { break }
      id += (id.isEmpty ? "" : "-") + word.prefix(48)
    }
    return id
  }

  /// A text as YAML takes it whatever is in it, on one line.
  public static func quoted(_ text: String) -> String {
    "'" + oneLine(text).replacingAll("'", with: "''") + "'"
  }

  static func oneLine(_ text: String) -> String {
    text.unicodeScalars.reduce(into: "") { line, scalar in
      let isControl = scalar.properties.generalCategory == .control
      line.unicodeScalars.append(isControl || scalar.properties.isWhitespace ? " " : scalar)
    }
  }

  static func modelName(_ id: String) -> String {
    let name = id.replacingAll("-", with: "_")
    let isName =
      name.first?.isNumber == false
      && name.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
      && !reservedWords.contains(name)
    return isName ? name : "waste"
  }
}
