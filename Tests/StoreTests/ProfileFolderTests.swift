import Diagnostics
import Foundation
import Store
import Testing

/// Where the files of a profile are.
@Suite struct ProfileFolderTests {
  @Test(
    arguments: [
      (nil, ["HOME": "/home/ada"], "/home/ada/.local/share/gpulearn"),
      ("bo", ["HOME": "/home/ada"], "/home/ada/.local/share/gpulearn/profiles/bo"),
      (nil, ["HOME": "/home/ada", "XDG_DATA_HOME": "/data"], "/data/gpulearn"),
      // A relative one is none, as the standard says.
      (nil, ["HOME": "/home/ada", "XDG_DATA_HOME": "data"], "/home/ada/.local/share/gpulearn"),
      (nil, [:], "./.local/share/gpulearn"),
    ] as [(String?, [String: String], String)])
  func paths(_ profile: String?, _ environment: [String: String], _ path: String) {
    #expect(ProfileFolder(profile, environment: environment).path == path)
  }

  @Test func nothingIsMadeByLooking() throws {
    let home = NSTemporaryDirectory() + "profile-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: home) }
    let folder = ProfileFolder(nil, environment: ["XDG_DATA_HOME": home])
    #expect(try folder.knownStore() == nil)
    #expect(!FileManager.default.fileExists(atPath: home))
    _ = try folder.store()
    #expect(try folder.knownStore() != nil)
    let about = try FileManager.default.attributesOfItem(atPath: folder.path)
    #expect(about[.posixPermissions] as? Int == 0o700)
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
      let about = try FileManager.default.attributesOfItem(atPath: folder.path + "/" + name)
      #expect(about[.posixPermissions] as? Int == 0o600, "\(name)")
    }
  }

  /// Stores that were made before others were kept out.
  @Test func anOpenStoreIsClosedToOthers() throws {
    let home = NSTemporaryDirectory() + "profile-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: home) }
    let folder = ProfileFolder(nil, environment: ["XDG_DATA_HOME": home])
    do { _ = try folder.store() }
    let path = folder.path + "/progress.sqlite"
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
    _ = try folder.store()
    let about = try FileManager.default.attributesOfItem(atPath: path)
    #expect(about[.posixPermissions] as? Int == 0o600)
  }

  @Test func whatCannotBeMade() throws {
    let file = NSTemporaryDirectory() + "profile-\(UUID().uuidString)"
    try Data("x".utf8).write(to: URL(fileURLWithPath: file))
    defer { try? FileManager.default.removeItem(atPath: file) }
    let folder = ProfileFolder(nil, environment: ["XDG_DATA_HOME": file])
    let problem = #expect(throws: Diagnostic.self) { try folder.store() }
    #expect(problem?.code == .unwritable)
    // Something is in the way, which is not the same as nothing.
    #expect(throws: Diagnostic.self) { try folder.knownStore() }
  }
}
