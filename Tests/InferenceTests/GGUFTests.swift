import Testing

@testable import Inference

/// Well-formed and malformed files.
@Suite struct GGUFTests {
  /// A file's bytes, written by hand so that anything can be wrong with it.
  struct Raw {
    var bytes: [UInt8] = []

    init(version: UInt32 = 3, tensors: UInt64 = 0, keys: UInt64 = 0) {
      bytes = Array("GGUF".utf8)
      add(version)
      add(tensors)
      add(keys)
    }

    mutating func add<T: FixedWidthInteger>(_ value: T) {
      withUnsafeBytes(of: value.littleEndian) { bytes += $0 }
    }
    mutating func add(_ text: String) {
      add(UInt64(text.utf8.count))
      bytes += text.utf8
    }
    /// A tensor's description.
    mutating func tensor(
      _ name: String, _ dimensions: [UInt64], type: UInt32 = 0, offset: UInt64 = 0
    ) {
      add(name)
      add(UInt32(dimensions.count))
      for dimension in dimensions { add(dimension) }
      add(type)
      add(offset)
    }
    func with(_ change: (inout Raw) -> Void) -> [UInt8] {
      var copy = self
      change(&copy)
      return copy.bytes + [UInt8](repeating: 0, count: 256)
    }
  }

  /// What is wrong, the file, and words of the diagnostic.
  static let malformed: [(String, [UInt8], String)] = [
    ("nothing", [], "magic"),
    ("magic", Array("GGML".utf8) + [3, 0, 0, 0], "does not begin with GGUF"),
    ("future version", Raw(version: 4).bytes, "version: is 4"),
    ("version 1", Raw(version: 1).bytes, "version: is 1"),
    ("big-endian", Raw(version: UInt32(3).byteSwapped).bytes, "big-endian"),
    ("tensor count", Raw(tensors: .max).bytes, "tensor count: says"),
    ("key count", Raw(keys: 1 << 62).bytes, "key count: says"),
    ("key length", Raw(keys: 1).with { $0.add(UInt64(1) << 63) }, "length of key 1"),
    ("empty key", Raw(keys: 1).with { $0.add("") }, "key 1: has no name"),
    (
      "long key",
      Raw(keys: 1).with {
        $0.add(String(repeating: "k", count: 70_000))
      }, "65535 are allowed"
    ),
    (
      "key twice",
      Raw(keys: 2).with { raw in
        for _ in 0..<2 {
          raw.add("a")
          raw.add(UInt32(4))
          raw.add(UInt32(1))
        }
      }, "a: appears twice"
    ),
    (
      "value type",
      Raw(keys: 1).with {
        $0.add("a")
        $0.add(UInt32(13))
      }, "a: has a value of unknown type 13"
    ),
    (
      "string length",
      Raw(keys: 1).with {
        $0.add("a")
        $0.add(UInt32(8))
        $0.add(UInt64.max)
      }, "length of a: says"
    ),
    (
      "array length",
      Raw(keys: 1).with {
        $0.add("a")
        $0.add(UInt32(9))
        $0.add(UInt32(6))
        $0.add(UInt64.max / 4 + 2)
      }, "length of a: says"
    ),
    (
      "nested array",
      Raw(keys: 1).with {
        $0.add("a")
        $0.add(UInt32(9))
        $0.add(UInt32(9))
      }, "a: is an array of arrays"
    ),
    (
      "bool of 7",
      Raw(keys: 1).with {
        $0.add("a")
        $0.add(UInt32(7))
        $0.add(UInt8(7))
      }, "stored as 7"
    ),
    ("alignment 0", alignment(0), "general.alignment: must be"),
    ("alignment 24", alignment(24), "general.alignment: must be"),
    (
      "alignment of text",
      Raw(keys: 1).with {
        $0.add("general.alignment")
        $0.add(UInt32(8))
        $0.add("32")
      }, "general.alignment: must be"
    ),
    ("no dimensions", Raw(tensors: 1).with { $0.tensor("t", []) }, "t: has 0 dimensions"),
    (
      "five dimensions", Raw(tensors: 1).with { $0.tensor("t", [1, 1, 1, 1, 1]) },
      "t: has 5 dimensions"
    ),
    ("zero dimension", Raw(tensors: 1).with { $0.tensor("t", [4, 0]) }, "dimension of 0"),
    ("negative dimension", Raw(tensors: 1).with { $0.tensor("t", [.max]) }, "t: has a dimension"),
    (
      "product wraps", Raw(tensors: 1).with { $0.tensor("t", [1 << 32, 1 << 32]) },
      "t: has a dimension"
    ),
    ("bytes wrap", Raw(tensors: 1).with { $0.tensor("t", [1 << 62]) }, "t: is too large"),
    (
      "past the end", Raw(tensors: 1).with { $0.tensor("t", [1 << 20]) },
      "t: needs 4194304 bytes"
    ),
    (
      "offset past the end", Raw(tensors: 1).with { $0.tensor("t", [1], offset: .max - 31) },
      "past the end"
    ),
    ("misaligned", Raw(tensors: 1).with { $0.tensor("t", [1], offset: 4) }, "not a multiple of 32"),
    ("part of a block", Raw(tensors: 1).with { $0.tensor("t", [31], type: 8) }, "multiple of 32"),
    ("type IQ2_XS", Raw(tensors: 1).with { $0.tensor("t", [256], type: 17) }, "stored as IQ2_XS"),
    ("type 99", Raw(tensors: 1).with { $0.tensor("t", [256], type: 99) }, "number 99"),
    (
      "name twice",
      Raw(tensors: 2).with {
        $0.tensor("t", [1])
        $0.tensor("t", [1], offset: 32)
      }, "t: is the name of two tensors"
    ),
    (
      "long name",
      Raw(tensors: 1).with { $0.tensor(String(repeating: "n", count: 65), [1]) },
      "64 are allowed"
    ),
    (
      "overlap",
      Raw(tensors: 2).with {
        $0.tensor("a", [16])
        $0.tensor("b", [1], offset: 32)
      }, "b: overlaps the tensor a"
    ),
  ]

  private static func alignment(_ value: UInt32) -> [UInt8] {
    Raw(keys: 1).with {
      $0.add("general.alignment")
      $0.add(UInt32(4))
      $0.add(value)
    }
  }

  @Test(arguments: malformed)
  func isRefused(what: String, bytes: [UInt8], words: String) {
    #expect {
      _ = try GGUFFile(FileBytes(bytes))
    } throws: { "\($0)".contains(words) }
  }

  @Test func truncationsAreRefused() throws {
    let bytes = try Models.bytes("single", .q8)
    let header = try GGUFFile(FileBytes(bytes)).tensors.map(\.offset).min() ?? 0
    for length in stride(from: 0, to: header, by: 13) {
      #expect(throws: InferenceError.self) {
        _ = try GGUFFile(FileBytes(Array(bytes.prefix(length))))
      }
    }
  }

  @Test func readsWhatWasWritten() throws {
    var writer = GGUFWriter()
    writer.add("text", "größer")
    writer.add("number", UInt32(7))
    writer.add("share", Float(0.5))
    writer.add("flag", true)
    writer.add("texts", ["a", "", "c"])
    writer.add("numbers", [Int32(-1), 2])
    writer.add("t", [2, 1], .f32, [0, 0, 128, 63, 0, 0, 0, 64])
    let file = try GGUFFile(FileBytes(writer.bytes()))
    #expect(file.metadata["text"] == .string("größer"))
    #expect(try file.integer("number", in: 0...9) == 7)
    #expect(try file.positive("share") == 0.5)
    #expect(try file.flag("flag", default: false))
    #expect(try file.texts("texts").map(\.string) == ["a", "", "c"])
    #expect(try file.integers("numbers") == [-1, 2])
    #expect(file.tensor("t")?.rows == 1)
    #expect(file.tensor("u") == nil)
  }

  @Test func missingFilesAreNamed() {
    #expect {
      _ = try GGUFFile(path: "/nowhere/model.gguf")
    } throws: { ($0 as? InferenceError)?.code == .cannotRead && "\($0)".contains("model.gguf") }
  }
}
