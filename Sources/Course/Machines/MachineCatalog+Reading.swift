import Diagnostics

extension MachineCatalog {
  /// The names of the files in the folder of the chapters.
  static let gpuFileName = "gpus.yaml"
  static let modelFileName = "models.yaml"

  /// Reads the files that there are. A file that cannot be read is a problem, and the other is read.
  init(reading files: [(path: String, name: String)]) {
    self.init()
    for file in files {
      do throws(Diagnostic) {
        add(try MachineCatalog(path: file.path, as: file.name))
      } catch {
        problems.append(error)
      }
    }
  }

  /// Reads a file of GPUs or of models, told apart by its name.
  /// - Parameter name: the path as messages show it.
  /// - Throws: `unreadable`, `too-large`.
  public init(path: String, as name: String) throws(Diagnostic) {
    self.init()
    let (source, unreadable) = try CourseFile.read(path, as: name)
    if name.hasSuffix(MachineCatalog.modelFileName) {
      (models, problems) = MachineReader.models(source)
    } else {
      (gpus, problems) = MachineReader.gpus(source)
    }
    problems = unreadable + problems
  }

  /// Whether a file holds GPUs or models, by its name.
  public static func isMachineFile(_ path: String) -> Bool {
    let name = path.split(separator: "/").last.map { String($0) }
    return name == gpuFileName || name == modelFileName
  }

  private mutating func add(_ other: MachineCatalog) {
    gpus += other.gpus
    models += other.models
    problems += other.problems
  }
}
