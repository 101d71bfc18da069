/// What is wrong with the subject of an `InferenceError`, with the values and bounds that are at odds.
public enum InferenceFault: Sendable, Equatable {
  // MARK: Settings and prompts

  /// It is not within the bounds; what it is, where that helps.
  case outside(Double, Double, Measure = .plain, found: Double? = nil)
  /// It is below the least, and there is no most.
  case tooSmall(least: Int)
  /// It is not above zero.
  case mustBePositive
  /// It is not above zero, or above the most.
  case notUpTo(Double)
  /// A prompt or a text that is empty.
  case empty
  /// A text or a stretch of it with fewer tokens.
  case tooShort(least: Int)
  /// A prompt of so many tokens, for a model that looks back on so many.
  case longerThanContext(Int, Int)
  /// Tokens and a prompt that together do not fit the context.
  case exceedsContext(Int)
  /// More tokens than a cache can be made for.
  case tooManyForCache(Int)
  /// A sequence whose cache is full.
  case noRoom
  /// A token that the model does not have.
  case notInVocabulary(Int)
  /// So many tokens in one pass, none or too many.
  case batch(Int)
  /// So many bytes of memory are not to be had.
  case tooMuchMemory(Int)
  /// An arena is used up.
  case noMemory
  /// A type of tensor in which nothing can be written; those that can.
  case unwritable(String, known: [String])
  /// A drafting model whose tokens are not those of the model it drafts for.
  case otherVocabulary
  /// The caller asked to stop.
  case stopped

  // MARK: Files

  /// It cannot be opened; the system's own reason.
  case closed(String)
  /// It is a folder, a pipe or a device.
  case noFile
  /// It cannot be mapped into memory.
  case unmappable
  /// So many files are mapped already that none can be guarded any more.
  case tooManyFiles
  /// Somebody cut it short while it was in use.
  case cutShort
  /// It does not begin as GGUF files do.
  case notGGUF
  /// Its bytes are the other way round.
  case bigEndian
  /// A version that cannot be read.
  case version(UInt32)
  /// It is one of several files of a model.
  case part
  /// The file ends before it, after so many bytes.
  case pastEnd(of: Int)
  /// A count that the rest of the file cannot hold.
  case moreThanHeld(UInt64)
  /// A text of so many bytes.
  case tooLong(Int, most: Int)
  /// A key without a name.
  case nameless
  /// A key that is there twice.
  case twice

  // MARK: Values

  /// It is not there.
  case missing
  /// A true-or-false value that is neither.
  case noBool(UInt8)
  /// A value of a type that GGUF does not have.
  case unknownType(UInt32)
  /// Arrays within arrays.
  case nestedArray
  /// It is no power of two within the bounds.
  case noPowerOfTwo(Int, Int)
  /// It is no whole number within the bounds.
  case notWhole(GGUFValue, ClosedRange<Int>)
  /// It is not positive.
  case notPositive(GGUFValue)
  /// It is of another kind.
  case notOfKind(GGUFValue, Kind)
  /// It is missing, or no array of such elements; nil for any.
  case noArray(of: Kind?)
  /// It has a value for each layer, and they are not all the same.
  case differsByLayer
  /// It holds so many where another count is needed.
  case count(Int, Kind, for: Int, Kind)
  /// It may change what the model says, and nobody knows how.
  case notUnderstood
  /// A word that is none of those that are known.
  case unknown(String, known: [String])

  // MARK: Models

  /// No form in which conversations are held, or one that is none of those that are known.
  case noChatForm(hasTemplate: Bool, known: [String])
  /// Layers that choose among experts.
  case mixture
  /// So many heads of keys and values cannot be shared by so many of queries.
  case heads(Int, sharedBy: Int)
  /// It does not divide the width.
  case notDividing(Int, Int)
  /// It is an odd number.
  case notEven(Int)
  /// So many tokens, and another number of embeddings.
  case embeddings(tokens: Int, rows: Int)
  /// A vocabulary that cannot spell every byte, nor say that it cannot.
  case noByteTokens

  // MARK: Tensors

  /// The tensor is not there.
  case missingTensor
  /// Two tensors have the name.
  case twoTensors
  /// So many dimensions.
  case dimensions(UInt32, most: Int)
  /// A dimension of such a size.
  case dimension(UInt64)
  /// Rows that its blocks do not fill.
  case rows(of: Int, blocks: Int, String)
  /// A type of tensor that cannot be read; those that can.
  case storedAs(String, known: [String])
  /// More than can be addressed.
  case tooLarge
  /// It begins at a place that is no multiple of the alignment.
  case unaligned(UInt64, Int)
  /// It reaches past the end of the file.
  case beyondFile(bytes: Int, from: UInt64)
  /// It lies on another tensor.
  case overlaps(String)
  /// It has a shape other than the one needed.
  case shape([Int], needed: [Int])
  /// A scale in it is not a finite number.
  case damagedScale
  /// A value in it is not finite.
  case damagedValue
  /// A factor in it is not positive.
  case nonPositiveFactor
  /// What the model computes is not finite.
  case notFinite

  /// In what a bound is told.
  public enum Measure: Sendable { case plain, seconds, bytes }

  /// What a value or an element of an array can be.
  public enum Kind: String, Sendable {
    case text = "a text"
    case bool = "true or false"
    case texts
    case bools = "true and false"
    case wholeNumbers = "whole numbers"
    case floats = "32-bit floats"
    case values, layers, tokens
  }
}
