extension InferenceFault {
  /// What is wrong, in a sentence that goes on from the subject's name.
  public var words: String {
    switch self {
    // Settings and prompts.
    case .outside(let low, let high, let measure, let found):
      "must be from \(measure.text(low)) to \(measure.text(high))"
        + (found.map { ", not \(measure.text($0))." } ?? ".")
    case .tooSmall(let least): "must be \(least) or more."
    case .mustBePositive: "must be more than 0."
    case .notUpTo(let most): "must be more than 0, at most \(Measure.plain.text(most))."
    case .empty: "is empty."
    case .tooShort(let least): "and context must be at least \(least) tokens long."
    case .longerThanContext(let count, let context):
      "is \(count) tokens long; the model looks back on \(context)."
    case .exceedsContext(let context):
      "and the prompt must fit the context of \(context) together."
    case .tooManyForCache(let count): "\(count) are too many for a cache."
    case .noRoom: "the sequence has no room for more."
    case .notInVocabulary(let token): "\(token) is not in the vocabulary."
    case .batch(let count): "holds \(count) tokens."
    case .tooMuchMemory(let bytes): "needs \(bytes) bytes of memory: too much."
    case .noMemory: "there is no memory left for it."
    case .unwritable(let type, let known):
      "\(type) cannot be written; \(known.joined(separator: ", ")) can."
    case .otherVocabulary: "has other tokens than the model it drafts for."
    case .stopped: "Stopped."
    // Files.
    case .closed(let reason): "\(reason)."
    case .noFile: "is not a regular file."
    case .unmappable: "cannot be mapped into memory."
    case .tooManyFiles: "cannot be mapped: too many files are."
    case .cutShort: "was cut short while it was in use."
    case .notGGUF: "the file does not begin with GGUF."
    case .bigEndian: "the file is big-endian."
    case .version(let version): "is \(version); versions 2 and 3 can be read."
    case .part:
      "the file is a part of a model; llama.cpp's gguf-split puts the parts together."
    case .pastEnd(let bytes): "the file ends before it (at byte \(bytes))."
    case .moreThanHeld(let count): "says \(count), more than the rest of the file could hold."
    case .tooLong(let bytes, let most): "is \(bytes) bytes long; \(most) are allowed."
    case .nameless: "has no name."
    case .twice: "appears twice."
    // Values.
    case .missing: "is missing."
    case .noBool(let byte): "is a true-or-false value stored as \(byte)."
    case .unknownType(let type): "has a value of unknown type \(type)."
    case .nestedArray: "is an array of arrays."
    case .noPowerOfTwo(let low, let high):
      "must be a power of two from \(Measure.plain.text(Double(low))) to "
        + "\(Measure.plain.text(Double(high)))."
    case .notWhole(let value, let range):
      "is \(text(value)); a whole number from \(range.lowerBound) to \(range.upperBound) is needed."
    case .notPositive(let value): "is \(text(value)); it must be positive."
    case .notOfKind(let value, let kind): "is \(text(value)), not \(kind.rawValue)."
    case .noArray(let kind?) where kind == .wholeNumbers: "is no array of whole numbers."
    case .noArray(let kind?): "is missing or no array of \(kind.rawValue)."
    case .noArray(nil): "is missing or no array."
    case .differsByLayer: "differs from layer to layer."
    case .count(let found, let things, let needed, let others):
      "holds \(found) \(things.rawValue) for \(needed) \(others.rawValue)."
    case .notUnderstood: "is not understood, and may change what the model says."
    case .unknown(let word, let known): "is \"\(word.prefix(40))\"; \(listed(known)) can be run."
    // Models.
    case .noChatForm(let hasTemplate, let known):
      "\(hasTemplate ? "is not known" : "is missing"), so that no conversation can be held; "
        + "\(known.joined(separator: ", ")) are known."
    case .mixture: "mixtures of experts cannot be run."
    case .heads(let count, let heads): "is \(count); \(heads) heads cannot be shared among so many."
    case .notDividing(let count, let width):
      "is \(count), which does not divide the width \(width)."
    case .notEven(let count): "is \(count), not even."
    case .embeddings(let tokens, let rows):
      "holds \(tokens) tokens; token_embd.weight has \(rows) rows."
    case .noByteTokens: "has neither all byte tokens nor an unknown one."
    // Tensors.
    case .missingTensor: "the tensor is missing."
    case .twoTensors: "is the name of two tensors."
    case .dimensions(let count, let most): "has \(count) dimensions; 1 to \(most) are allowed."
    case .dimension(let size): "has a dimension of \(size)."
    case .rows(let length, let block, let type):
      "has rows of \(length) values, not a multiple of \(block) (\(type))."
    case .storedAs(let type, let known):
      "is stored as \(type); \(known.joined(separator: ", ")) can be read."
    case .tooLarge: "is too large."
    case .unaligned(let place, let alignment):
      "begins at \(place), not a multiple of \(alignment)."
    case .beyondFile(let bytes, let place):
      "needs \(bytes) bytes from \(place) of the data, past the end of the file."
    case .overlaps(let other): "overlaps the tensor \(other)."
    case .shape(let shape, let needed): "is \(text(shape)); \(text(needed)) is needed."
    case .damagedScale: "has a scale that is not a finite number."
    case .damagedValue: "holds a value that is not finite."
    case .nonPositiveFactor: "holds a factor that is not positive."
    case .notFinite: "are not finite numbers; the model's weights are damaged."
    }
  }

  private func text(_ shape: [Int]) -> String {
    shape.map { String($0) }.joined(separator: " × ")
  }

  private func text(_ value: GGUFValue) -> String {
    switch value {
    case .unsigned(let number): "\(number)"
    case .signed(let number): "\(number)"
    case .float(let number): "\(number)"
    case .bool(let bool): "\(bool)"
    case .string(let text): "\"\(text.prefix(40))\""
    case .array(_, let count, _): "an array of \(count)"
    }
  }

  private func listed(_ words: [String]) -> String {
    guard let last = words.last, words.count > 1 else { return words.first ?? "none" }
    return words.dropLast().joined(separator: ", ") + " and " + last
  }
}

extension InferenceFault.Measure {
  /// A bound: 1,000, 86,400 s, 64 KiB.
  fileprivate func text(_ number: Double) -> String {
    switch self {
    case .plain: return grouped(number)
    case .seconds: return "\(grouped(number)) s"
    case .bytes:
      let units = ["B", "KiB", "MiB", "GiB", "TiB"]
      var (size, unit) = (number, 0)
      while size >= 1024, unit + 1 < units.count { (size, unit) = (size / 1024, unit + 1) }
      return "\(grouped(size)) \(units[unit])"
    }
  }

  private func grouped(_ number: Double) -> String {
    guard let whole = Int(exactly: number) else { return "\(number)" }
    let digits = Array(String(whole.magnitude))
    var text = whole < 0 ? "-" : ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { text.append(",") }
      text.append(digit)
    }
    return text
  }
}
