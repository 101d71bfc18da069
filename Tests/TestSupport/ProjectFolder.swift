import Foundation

/// The folder of the whole project: the course that is shipped.
public let projectFolder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
  .deletingLastPathComponent().deletingLastPathComponent().path
