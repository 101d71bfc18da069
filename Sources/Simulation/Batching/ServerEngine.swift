/// A server as a fleet has it: one engine that reads and writes, or one that writes what others have
/// read.
struct ServerEngine {
  private var writer: StepEngine
  private var readers: [StepEngine]
  private let transfer: Double
  /// Requests that were read and are on their way to the writer, with the times of their coming there.
  private var underway: [(time: Double, request: BatchedRequest)] = []
  /// Those of one token are answered when they are read.
  private var answered: [BatchedRequest] = []

  init(_ server: GPUServer) {
    writer = StepEngine(server)
    readers = server.readers.map { StepEngine($0) }
    transfer = server.transfer
  }

  /// Requests that wait, are read, on their way or answered.
  var count: Int {
    if readers.isEmpty { return writer.count }
    return readers.reduce(writer.count + underway.count) { $0 + $1.count }
  }

  /// How often a request was put out of a cache to make room.
  var preemptions: Int { readers.reduce(writer.preemptions) { $0 + $1.preemptions } }

  /// When the requests came that it has.
  var arrivals: [Double] {
    readers.reduce(writer.arrivals + underway.map { $0.request.arrival }) { $0 + $1.arrivals }
  }

  /// Takes a request at a time that is not before that of the last steps. It has to fit the caches.
  mutating func add(_ request: BatchedRequest, at time: Double) {
    guard var least = readers.indices.first else { return writer.add(request, at: time) }
    for index in readers.indices where readers[index].count < readers[least].count { least = index }
    var part = request
    (part.whole, part.output) = (request.output, 1)
    readers[least].add(part, at: time)
  }

  /// Begins at a time, when nothing was done yet.
  mutating func wake(at time: Double) {
    writer.wake(at: time)
    for index in readers.indices { readers[index].wake(at: time) }
  }

  /// The requests that have ended since the last time.
  mutating func takeFinished() -> [BatchedRequest] {
    if readers.isEmpty { return writer.takeFinished() }
    defer { answered = [] }
    return answered + writer.takeFinished()
  }

  /// When steps under way end, or a request comes to the writer; infinite when there is nothing to do.
  mutating func next() -> Double {
    if readers.isEmpty { return writer.next() }
    return earliest().time
  }

  /// Does what comes next.
  mutating func finish() {
    if readers.isEmpty { return writer.finish() }
    let (time, place) = earliest()
    switch place {
    case .writer: writer.finish()
    case .way(let index):
      let request = underway.remove(at: index).request
      writer.add(request, at: time)
    case .reader(let index):
      readers[index].finish()
      for read in readers[index].takeFinished() { send(read) }
    }
  }

  private enum Place {
    case writer
    case way(Int)
    case reader(Int)
  }

  private mutating func earliest() -> (time: Double, place: Place) {
    var (time, place) = (writer.next(), Place.writer)
    for (index, one) in underway.enumerated() where one.time < time {
      (time, place) = (one.time, .way(index))
    }
    for index in readers.indices {
      let next = readers[index].next()
      if next < time { (time, place) = (next, .reader(index)) }
    }
    return (time, place)
  }

  /// A prompt was read, and its first token is there.
  private mutating func send(_ read: BatchedRequest) {
    var request = read
    (request.output, request.whole) = (read.whole, 0)
    if request.output <= 1 {
      answered.append(request)
      return
    }
    request.written = 1
    request.isKept = true
    request.end = -1
    underway.append((read.end + transfer * Double(request.prompt), request))
  }
}
