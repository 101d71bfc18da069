extension GPUSheet {
  /// The keys of a GPU in `gpus.yaml`.
  public enum Key {
    static let id = FileKey(
      "id", .id, isRequired: true, "what gpu_server(…, gpu: \"…\") calls it", example: "id: our-gpu"
    )
    static let name = FileKey(
      "name", .text, isRequired: true, "as it is sold", example: "name: Our GPU 80 GB")
    static let memory = FileKey(
      "memory", .quantity, isRequired: true, "its memory", example: "memory: 80 GB")
    static let bandwidth = FileKey(
      "bandwidth", .quantity, isRequired: true, "how much of it is read in a time",
      example: "bandwidth: 2000 GB/s")
    static let fp16 = FileKey(
      "fp16", .quantity, isRequired: true, "operations in a time on 16-bit numbers, dense",
      example: "fp16: 312 TFLOP/s")
    static let fp8 = FileKey(
      "fp8", .quantity, "the same on 8-bit floating-point numbers", example: "fp8: 624 TFLOP/s")
    static let fp4 = FileKey(
      "fp4", .quantity, "the same on 4-bit floating-point numbers", example: "fp4: 1248 TFLOP/s")
    static let int8 = FileKey(
      "int8", .quantity, "the same on 8-bit integers", example: "int8: 624 TFLOP/s")
    static let power = FileKey(
      "power", .quantity, "the most that it draws", example: "power: 400 W")
    static let link = FileKey(
      "link", .quantity, "data in a time to others of its kind in a server, in one direction",
      example: "link: 300 GB/s")
    static let year = FileKey(
      "year", .wholeNumber(1990...2999), "when it came", example: "year: 2021")
    static let mark = FileKey(
      "mark", .word(SourceMark.allCases.map { $0.rawValue }), isRequired: true,
      "how sure the row is: A the publisher's own text, B somebody else's table, C a claim, M from "
        + "memory", example: "mark: A")
    static let source = FileKey(
      "source", .text, isRequired: true, "where it stands", example: "source: the data sheet")
    static let note = FileKey(
      "note", .text, "anything else worth knowing", example: "note: Two devices on one board.")

    /// The list of the file.
    static let gpus = FileKey(
      "gpus", .list(.keys(all)), isRequired: true, "what there is", example: "gpus: []")

    /// All of them, in the order in which the reference lists them.
    public static let all = [
      id, name, memory, bandwidth, fp16, fp8, fp4, int8, power, link, year, mark, source, note,
    ]
  }
}
