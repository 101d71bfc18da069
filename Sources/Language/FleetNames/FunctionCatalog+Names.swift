import Diagnostics

extension FunctionCatalog {
  /// The same functions, declared and answering in the words of a course.
  /// - Parameter names: what the course calls its servers and requests.
  public func called(_ names: FleetNames) -> FunctionCatalog {
    if names.isUsual { return self }
    let values = RenamedValues(names, of: functions)
    var catalog = FunctionCatalog(
      functions.map { function in
        FunctionCatalog.standard.function(named: function.name) == nil
          ? function.declared(in: names).answering(in: values, as: function)
          : function.declared(in: names)
      })
    catalog.names = names
    catalog.servers = servers
    return catalog
  }
}

extension Function {
  /// Its parameters as the course sees them, beside their usual names.
  private func parameters(
    in names: FleetNames
  ) -> [(usual: String, parameter: Parameter)] {
    let values = RenamedValues(names, of: [])
    return parameters.filter { names.server == nil || $0.name != FleetNames.perInstance }.map {
      (
        $0.name,
        Parameter(
          names.identifier($0.name), names.kind($0.kind),
          default: $0.preset.map { values.named($0) },
          otherwise: $0.otherwise.map { names.text($0) }, repeats: $0.repeats,
          names.text($0.sentence))
      )
    }
  }

  /// The same function with a declaration in the course's words.
  fileprivate func declared(in names: FleetNames) -> Function {
    replacing(
      names.text(sentence), parameters(in: names).map { $0.parameter },
      names.text(example, keeping: []), names.kind(result))
  }

  /// The same function, which takes and gives values in the course's words.
  fileprivate func answering(in values: RenamedValues, as usual: Function) -> Function {
    let names = values.names
    let pairs = usual.parameters(in: names).map { (usual: $0.usual, shown: $0.parameter.name) }
    let (body, remarks) = (usual.body, usual.nestedRemarks)
    var presets: [String: Value] = [:]
    for parameter in usual.parameters where !pairs.contains(where: { $0.usual == parameter.name }) {
      presets[parameter.name] = parameter.preset
    }
    let (shown, leftOut) = (pairs, presets)
    let isOpen = usual.result == .forms("table", words: [])
    let ownRemarks: @Sendable ([Value]) -> [String] = { found in
      remarks(found.map { values.usual($0) }).map { names.text($0) }
    }
    return replacing(nestedRemarks: ownRemarks) { (arguments, budget) throws(Diagnostic) -> Value in
      let values = values.keeping(arguments.texts)
      do throws(Diagnostic) {
        return values.named(
          try body(arguments.named(shown, values, leftOut), &budget), isOpen: isOpen)
      } catch {
        throw names.diagnostic(error, keeping: values.kept)
      }
    }
  }
}

extension Arguments {
  /// Every text in them, and the names of files without their folders.
  fileprivate var texts: [String] {
    func texts(in value: Value) -> [String] {
      switch value {
      case .text(let text):
        text.split(separator: "/").last.map { $0 == text ? [text] : [text, String($0)] } ?? []
      case .record(let record): record.fields.flatMap { texts(in: $0.value) }
      case .series(let series): if case .texts(let all) = series.items { all } else { [] }
      case .quantity, .uncertain, .odds, .bool: []
      }
    }
    return values.sorted { $0.key < $1.key }.flatMap { $0.value.flatMap { texts(in: $0) } }
  }

  /// The same under the names that the function knows.
  fileprivate func named(
    _ pairs: [(usual: String, shown: String)], _ renamed: RenamedValues,
    _ presets: [String: Value]
  ) -> Arguments {
    var values = presets.mapValues { [$0] }
    var spans: [String: SourceSpan] = [:]
    var sampled: Set<String> = []
    for (usual, shown) in pairs {
      if let given = self.values[shown] { values[usual] = given.map { renamed.usual($0) } }
      if let span = self.spans[shown] { spans[usual] = span }
      if isSample(shown) { sampled.insert(usual) }
    }
    return Arguments(span: span, values: values, spans: spans, sampled: sampled)
  }
}
