extension [Setting] {
  /// What is to be stored where a session wants these settings, and other programs may have changed
  /// what is stored since it looked: each change counts, and of two changes of one name the later.
  /// - Parameters:
  ///   - known: what the session last read or wrote.
  ///   - stored: what is there now.
  public func merged(knowing known: [Setting], over stored: [Setting]) -> [Setting] {
    let known = [String: String](lines: known)
    let there = [String: String](lines: stored)
    let wanted = [String: String](lines: self)
    let own = compactMap { setting -> Setting? in
      guard known[setting.name] == setting.line else { return setting }
      return there[setting.name].map { Setting(name: setting.name, line: $0) }
    }
    return own + stored.filter { wanted[$0.name] == nil && known[$0.name] == nil }
  }
}

extension [String: String] {
  /// The lines by what they set; of several the last.
  fileprivate init(lines: [Setting]) {
    self.init(lines.map { ($0.name, $0.line) }) { $1 }
  }
}
