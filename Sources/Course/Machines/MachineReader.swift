import Basics
import Diagnostics
import Quantities

/// Reads `gpus.yaml` and `models.yaml`.
enum MachineReader {
  /// The GPUs of a file, and what is wrong with it.
  static func gpus(_ source: Source) -> (gpus: [GPUSheet], problems: [Diagnostic]) {
    var list = ListFile(
      source,
      .init(
        file: "list of GPUs", key: GPUSheet.Key.gpus, item: "GPU", keys: GPUSheet.Key.all,
        sample: "id: …, memory: …, bandwidth: …"))
    let gpus = list.items().compactMap { gpu($0, &list) }
    return (gpus, list.problems.inOrder)
  }

  /// The models of a file, and what is wrong with it.
  static func models(_ source: Source) -> (models: [OpenModel], problems: [Diagnostic]) {
    var list = ListFile(
      source,
      .init(
        file: "list of models", key: OpenModel.Key.models, item: "model", keys: OpenModel.Key.all,
        sample: "id: …, parameters: …, layers: …"))
    let models = list.items().compactMap { model($0, &list) }
    return (models, list.problems.inOrder)
  }

  private static let data = Dimension(.data)
  private static let dataRate = Dimension(.data) / Dimension(.time)
  private static let flopRate = Dimension(.flop) / Dimension(.time)
  private static let dataPerToken = Dimension(.data) / Dimension(.token)

  private static func gpu(_ fields: Fields, _ list: inout ListFile) -> GPUSheet? {
    typealias Key = GPUSheet.Key
    let id = list.id(Key.id, fields)
    let name = fields.required(Key.name, &list.problems)?.value
    let memory = list.quantity(Key.memory, fields, of: data, expected: "data, as in 80 GB")
    func rate(_ key: FileKey) -> Quantity? {
      list.quantity(key, fields, of: flopRate, expected: "operations in a time, as in 312 TFLOP/s")
    }
    func speed(_ key: FileKey) -> Quantity? {
      list.quantity(key, fields, of: dataRate, expected: "data in a time, as in 2000 GB/s")
    }
    let bandwidth = speed(Key.bandwidth)
    let fp16 = rate(Key.fp16)
    let (fp8, fp4, int8) = (rate(Key.fp8), rate(Key.fp4), rate(Key.int8))
    let link = speed(Key.link)
    let power = list.quantity(
      Key.power, fields, of: Dimension(.energy) / Dimension(.time), expected: "power, as in 400 W")
    let year = fields.wholeNumber(Key.year, &list.problems)
    let mark = mark(fields, &list)
    let source = fields.required(Key.source, &list.problems)?.value
    let note = fields.text(Key.note, &list.problems)?.value ?? ""
    guard let id, let name, let memory, let bandwidth, let fp16, let mark, let source else {
      return nil
    }
    return GPUSheet(
      id: id, name: name, memory: memory, bandwidth: bandwidth, fp16: fp16, fp8: fp8, fp4: fp4,
      int8: int8, power: power, link: link, year: year, mark: mark, source: source, note: note,
      span: fields.span)
  }

  private static func mark(_ fields: Fields, _ list: inout ListFile) -> SourceMark? {
    fields.word(GPUSheet.Key.mark, &list.problems) { "There is no mark “\($0)”." }
      .flatMap { SourceMark(rawValue: $0) }
  }

  private static func model(_ fields: Fields, _ list: inout ListFile) -> OpenModel? {
    typealias Key = OpenModel.Key
    func count(_ key: FileKey) -> Int? {
      if key.isRequired, fields[key] == nil { fields.missing(key, &list.problems) }
      return fields.wholeNumber(key, &list.problems)
    }
    func amount(_ key: FileKey) -> Double? {
      list.quantity(key, fields, of: .none, expected: "a number, as in 7.2e9")?.base
    }
    func cache(_ key: FileKey) -> Quantity? {
      list.quantity(
        key, fields, of: dataPerToken, expected: "data per token, as in 131072 B/token",
        allowsZero: true)
    }
    let id = list.id(Key.id, fields)
    let name = fields.required(Key.name, &list.problems)?.value
    let parameters = amount(Key.parameters)
    let active = amount(Key.active)
    let (layers, hidden) = (count(Key.layers), count(Key.hidden))
    let (heads, keyValueHeads) = (count(Key.heads), count(Key.keyValueHeads))
    let (headSize, vocabulary) = (count(Key.headSize), count(Key.vocabulary))
    let (experts, used) = (count(Key.experts), count(Key.expertsUsed))
    let isTied = fields.flag(Key.tied, &list.problems) ?? false
    let context = list.quantity(
      Key.context, fields, of: Dimension(.token), expected: "tokens, as in 131072 token")
    let (near, far) = (cache(Key.cachePerToken), cache(Key.cacheFar))
    let published = fields.text(Key.published, &list.problems)?.value
    let mark = mark(fields, &list)
    let source = fields.required(Key.source, &list.problems)?.value
    let note = fields.text(Key.note, &list.problems)?.value ?? ""
    checkAmounts(fields, parameters, active, experts, used, &list)
    if let parameters, let hidden, let vocabulary, parameters < Double(hidden) * Double(vocabulary)
    {
      list.problems.report(
        Diagnostic(
          .badField, "The model has fewer parameters than its embedding alone.",
          at: fields.place(of: Key.parameters)
        ).expected(
          "hidden × vocabulary, \(hidden * vocabulary), or more",
          found: Quantity(parameters).text))
    }
    if let heads, let keyValueHeads, keyValueHeads > heads {
      list.problems.report(
        Diagnostic(
          .badField, "There are more heads of keys and values than of queries.",
          at: fields.place(of: Key.keyValueHeads)))
    }
    guard let id, let name, let parameters, let layers, let hidden, let heads, let keyValueHeads,
      let headSize, let vocabulary, let mark, let source
    else { return nil }
    let bytes = 4 * Double(layers) * Double(keyValueHeads) * Double(headSize)
    return OpenModel(
      id: id, name: name, parameters: parameters, active: active, layers: layers, hidden: hidden,
      heads: heads, keyValueHeads: keyValueHeads, headSize: headSize, vocabulary: vocabulary,
      isTied: isTied, context: context, experts: experts, expertsUsed: used,
      cachePerToken: near ?? Quantity(bytes, perToken), cacheFar: far, published: published,
      mark: mark, source: source, note: note, span: fields.span)
  }

  /// What cannot be is a slip of the pen: more active parameters than there are, more experts used.
  private static func checkAmounts(
    _ fields: Fields, _ parameters: Double?, _ active: Double?, _ experts: Int?, _ used: Int?,
    _ list: inout ListFile
  ) {
    typealias Key = OpenModel.Key
    if let parameters, let active, active > parameters {
      list.problems.report(
        Diagnostic(
          .badField, "More parameters are active than there are.", at: fields.place(of: Key.active))
      )
    }
    if (experts == nil) != (used == nil) {
      list.problems.report(
        Diagnostic(
          .badField, "experts and experts_used stand together.", at: fields.place(of: Key.experts)))
    }
    if let experts, let used, used > experts {
      list.problems.report(
        Diagnostic(
          .badField, "A token uses more experts than there are.",
          at: fields.place(of: Key.expertsUsed)))
    }
  }

  private static let perToken: Unit = {
    func factor(_ name: String, _ exponent: Int) -> Unit.Factor {
      // Both are standard units.
      Unit.Factor(UnitCatalog.standard.unit(named: name) ?? .second, exponent)
    }
    return Unit([factor("B", 1), factor("token", -1)])
  }()
}
