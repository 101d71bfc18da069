import Basics
import Diagnostics
import Foundation
import SampleExercises
import TestSupport
import Testing

@testable import Records

/// Zips as platforms and people make them.
@Suite struct ZipArchiveTests {
  /// Deflated and stored files, a folder, names that are no ASCII, what a Mac adds, a remark.
  static let whole = """
    UEsDBBQAAAAIADZqfV2t8EUCJAAAAFEDAAAyAAAARG9lIEphbmVfMTJfYXNzaWduc3VibWlzc2lvbl9maWxlXy9zdW\
    JtaXNzaW9uLmpzb26rVkpUslJQysnPS1dIzEtRgDDSEzPzdBRGBUcFRwVJElSqBQBQSwMEFAAAAAAAAAAhADn8NX0I\
    AAAACAAAAAsAAABzdG9yZWQuanNvbnsiYiI6IDF9UEsDBBQAAAAIADZqfV0AAAAAAgAAAAAAAAAHAAAAZm9sZGVyLw\
    MAUEsDBBQAAAAIADZqfV05nPsGBgAAAAQAAAARAAAAX19NQUNPU1gvLl94Lmpzb27LKs3LBgBQSwMEFAAACAgANmp9\
    XRSAeKgNAAAACwAAAAoAAADDqSDDvC5qc29uq1ZKVrJSUDq8UqkWAFBLAwQUAAAACAA2an1dAAAAAAIAAAAAAAAACg\
    AAAGVtcHR5Lmpzb24DAFBLAwQUAAAACAA2an1dBMC+0QYAAAAEAAAACQAAAGVzc2F5LnBkZlMNcHEDAFBLAQIUAxQA\
    AAAIADZqfV2t8EUCJAAAAFEDAAAyAAAAAAAAAAAAAACAAQAAAABEb2UgSmFuZV8xMl9hc3NpZ25zdWJtaXNzaW9uX2\
    ZpbGVfL3N1Ym1pc3Npb24uanNvblBLAQIUAxQAAAAAAAAAIQA5/DV9CAAAAAgAAAALAAAAAAAAAAAAAACAAXQAAABz\
    dG9yZWQuanNvblBLAQIUAxQAAAAIADZqfV0AAAAAAgAAAAAAAAAHAAAAAAAAAAAAEAD9QaUAAABmb2xkZXIvUEsBAh\
    QDFAAAAAgANmp9XTmc+wYGAAAABAAAABEAAAAAAAAAAAAAAIABzAAAAF9fTUFDT1NYLy5feC5qc29uUEsBAhQDFAAA\
    CAgANmp9XRSAeKgNAAAACwAAAAoAAAAAAAAAAAAAAIABAQEAAMOpIMO8Lmpzb25QSwECFAMUAAAACAA2an1dAAAAAA\
    IAAAAAAAAACgAAAAAAAAAAAAAAgAE2AQAAZW1wdHkuanNvblBLAQIUAxQAAAAIADZqfV0EwL7RBgAAAAQAAAAJAAAA\
    AAAAAAAAAACAAWABAABlc3NheS5wZGZQSwUGAAAAAAcABwC0AQAAjQEAABMAYSByZW1hcmsgUEsFBiBpbiBpdA==
    """
  /// Written without going back, its sizes behind the data, with the wide fields of large archives.
  static let streamed = """
    UEsDBC0ACAAAAAAAIQAAAAAA//////////8MABQAYmlnL29uZS5qc29uAQAQAAAAAAAAAAAAAAAAAAAAAAB7IngiOi\
    AiMDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDEyMzQ1\
    Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMj\
    M0NTY3ODkwMTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY3ODkw\
    MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nz\
    g5MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5In1QSwcIbUMXRTUBAAAAAAAANQEAAAAAAABQSwECLQMtAAgA\
    AAAAACEAbUMXRTUBAAA1AQAADAAAAAAAAAAAAAAAgAEAAAAAYmlnL29uZS5qc29uUEsFBgAAAAABAAEAOgAAAIsBAA\
    AAAA==
    """

  private func archive(_ base64: String) throws -> (Folder, ZipArchive) {
    let folder = try Folder()
    let path = folder.path + "/download.zip"
    try (#require(Data(base64Encoded: base64))).write(to: URL(fileURLWithPath: path))
    return (folder, try ZipArchive(path: path))
  }

  @Test func everyFileIsRead() throws {
    let (folder, archive) = try archive(Self.whole)
    defer { withExtendedLifetime(folder) {} }
    var texts: [String: String] = [:]
    for entry in archive.entries {
      texts[entry.name] = String(decoding: try archive.read(entry, most: 1 << 20), as: UTF8.self)
    }
    #expect(texts.count == 6)
    #expect(
      texts["Doe Jane_12_assignsubmission_file_/submission.json"]
        == "{\"a\": \"" + String(repeating: "long and long again, ", count: 40) + "\"}")
    #expect(texts["stored.json"] == "{\"b\": 1}" && texts["é ü.json"] == "{\"c\": \"é\"}")
    #expect(texts["empty.json"] == "" && texts["essay.pdf"] == "%PDF")
  }

  @Test func wideFieldsAreRead() throws {
    let (folder, archive) = try archive(Self.streamed)
    defer { withExtendedLifetime(folder) {} }
    let entry = try #require(archive.entries.first)
    #expect(archive.entries.count == 1 && entry.name == "big/one.json")
    #expect(try archive.read(entry, most: 1 << 20).count == 309)
    #expect(throws: Diagnostic.self) { try archive.read(entry, most: 308) }
  }

  /// Of a command line: .json files in order, without what systems add; the rest is told.
  @Test func filesOfAClass() throws {
    let (folder, _) = try archive(Self.whole)
    let path = folder.path + "/download.zip"
    let found = try SubmissionFiles([path], standardInput: { [] })
    #expect(
      found.files.map { $0.name }
        == [
          "Doe Jane_12_assignsubmission_file_/submission.json", "empty.json", "stored.json",
          "é ü.json",
        ].map { path + "/" + $0 })
    #expect(found.leftOut == ["essay.pdf"])
    #expect(try found.files[2].read(most: 100) == Array("{\"b\": 1}".utf8))
  }

  /// Of a folder, what systems add is passed over and all else is graded or told, wherever its name
  /// leads: nothing is unpacked.
  @Test func filesOfAFolder() throws {
    let folder = try Folder()
    for name in [
      "a/s1.json", "a/essay.pdf", "S2.JSON", ".hidden.json", "__MACOSX/x.json", "s3.json.txt",
    ] {
      _ = try folder.write("in/" + name, "{}")
    }
    let path = folder.path + "/in"
    let found = try SubmissionFiles([path], standardInput: { [] })
    #expect(found.files.map { $0.name } == ["S2.JSON", "a/s1.json"].map { path + "/" + $0 })
    #expect(found.leftOut.sorted() == ["a/essay.pdf", "s3.json.txt"].map { path + "/" + $0 })
  }

  /// A list that breaks off, or says that there are more, loses nobody's file silently.
  @Test func aListThatBreaksOffIsRefused() throws {
    let bytes = try Array(#require(Data(base64Encoded: Self.whole)))
    let folder = try Folder()
    let path = folder.path + "/broken.zip"
    let entries = bytes.indices.dropLast(4).filter {
      Array(bytes[$0..<$0 + 4]) == [0x50, 0x4B, 1, 2]
    }
    let end = try #require(
      bytes.indices.dropLast(21).last { Array(bytes[$0..<$0 + 4]) == [0x50, 0x4B, 5, 6] })
    #expect(entries.count == 7)
    for place in entries + [end + 10] {
      var changed = bytes
      changed[place] &+= 1
      try Data(changed).write(to: URL(fileURLWithPath: path))
      #expect(throws: Diagnostic.self) { try ZipArchive(path: path) }
    }
  }

  /// Cut off or changed anywhere, it is refused or gives what its sums confirm.
  @Test(arguments: [whole, streamed]) func damaged(_ base64: String) throws {
    let bytes = try Array(#require(Data(base64Encoded: base64)))
    let (folder, sound) = try archive(base64)
    let right = Set(try sound.entries.map { try sound.read($0, most: 1 << 16) })
    let path = folder.path + "/damaged.zip"
    var random = SplitMix64(seed: 3)
    for round in 0..<600 {
      var changed = bytes
      if round % 6 == 0 {
        changed = Array(bytes[..<Int.random(in: 0..<bytes.count, using: &random)])
      } else {
        for _ in 0..<Int.random(in: 1...3, using: &random) {
          let value = Bool.random(using: &random) ? 0xFF : UInt8.random(in: 0...255, using: &random)
          changed[Int.random(in: 0..<bytes.count, using: &random)] = value
        }
      }
      try Data(changed).write(to: URL(fileURLWithPath: path))
      guard let archive = try? ZipArchive(path: path) else { continue }
      for entry in archive.entries {
        guard let read = try? archive.read(entry, most: 1 << 16) else { continue }
        #expect(right.contains(read) || read.isEmpty, "round \(round): \(entry.name)")
      }
    }
  }

  @Test(arguments: ["", "PK", "no zip at all, and long enough to hold the record that ends one"])
  func noZip(_ text: String) throws {
    let folder = try Folder()
    try Data(text.utf8).write(to: URL(fileURLWithPath: folder.path + "/a.zip"))
    #expect(throws: Diagnostic.self) { try ZipArchive(path: folder.path + "/a.zip") }
    #expect(throws: Diagnostic.self) { try ZipArchive(path: folder.path + "/none.zip") }
  }
}

/// Who handed a file in, as platforms write it into its name.
@Suite struct SenderTests {
  @Test(arguments: [
    ("doejane_1234_5678_submission.json", "doejane"),
    ("x/doejane_LATE_1234_5678_my_file.json", "doejane"),
    ("anon_1234_5678_submission.json", nil), ("submission.json", nil), ("a_b_c_d.json", nil),
    ("a_12_file.json", nil),
    ("z.zip/Jane Doe_77_assignsubmission_file_/submission.json", "Jane Doe"),
    ("Jane van Doe_77_assignsubmission_file_submission.json", "Jane van Doe"),
    ("Participant_77_assignsubmission_file_/s.json", nil),
  ]) func senders(_ name: String, _ sender: String?) {
    #expect(SubmissionFile(name).sender == sender)
  }

  @Test(arguments: [
    ("doejane", "Jane Doe", true), ("doejane", "Doe, Jane", true), ("janedoe", "Jane Doe", true),
    ("doejane", "Bob Ray", false), ("doejanet", "Jane Doe", false), ("Jane Doe", "Jane Doe", true),
    ("Group A-Jane Doe", "Jane Doe", true), ("Bob Ray", "Jane Doe", false), ("x", "", true),
    ("muller", "Jörg Müller", true),
  ]) func same(_ sender: String, _ name: String, _ isSame: Bool) {
    #expect(SubmissionFile.isSame(sender, as: name) == isSame)
  }
}
