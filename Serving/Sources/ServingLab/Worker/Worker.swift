import Basics
import Foundation
import Inference

/// A process that holds a model and answers several jobs together. Its standard input is a socket to
/// the front door, both ways.
public struct Worker {
  private let settings: WorkerSettings
  private let door: FrameSocket
  private let inbox = Inbox()

  /// A worker that talks to the front door over standard input.
  public init(_ settings: WorkerSettings) {
    self.settings = settings
    door = FrameSocket(STDIN_FILENO)
  }

  /// Loads the model and works until the front door has gone.
  public func run() {
    // Ctrl-C reaches every process of a terminal; when to leave is the front door's to say.
    signal(SIGINT, SIG_IGN)
    signal(SIGPIPE, SIG_IGN)
    closeInherited()
    listen()
    do throws(InferenceError) {
      let engine = try load()
      try work(engine)
    } catch {
      door.write(Report.failed(error.description).json)
    }
  }

  /// No socket of a client may live on in a worker, nor the port itself.
  private func closeInherited() {
    let open = (try? FileManager.default.contentsOfDirectory(atPath: "/dev/fd")) ?? []
    for file in open.compactMap({ Int32($0) }) where file > STDERR_FILENO {
      var kind: Int32 = 0
      var size = socklen_t(MemoryLayout<Int32>.size)
      if getsockopt(file, SOL_SOCKET, SO_TYPE, &kind, &size) == 0 { close(file) }
    }
  }

  private func listen() {
    let (door, inbox) = (door, inbox)
    Thread.detachNewThread {
      while let order = door.read().flatMap({ Order($0) }) { inbox.add(order) }
      inbox.close()
    }
  }

  private func load() throws(InferenceError) -> Engine {
    let start = Machine.now
    // What the system does not say shows in what it is asked for next.
    if settings.loadsFromDisk { _ = FileBytes.dropPageCache(path: settings.model) }
    door.write(Report.loading(resident: FileBytes.residentShare(path: settings.model)).json)
    let model = try Model(path: settings.model, threads: settings.threads)
    let engine = try Engine(model, threads: settings.threads, batchSize: settings.batchSize)
    Machine.sleep(settings.addedLoad)
    let ready = Report.ready(
      seconds: Machine.now - start, madeUp: settings.addedLoad,
      context: model.shape.contextLength)
    door.write(ready.json)
    return engine
  }

  /// Passes, one after the other, as long as there is work; the end of the orders ends it when the
  /// last job is done.
  private func work(_ engine: Engine) throws(InferenceError) {
    let most = settings.prefixBytes
    let batch = Batch(engine, prefixes: most > 0 ? PrefixCache(mostBytes: most) : nil)
    // A text of more bytes is longer than the model looks back, however it is cut: cutting it to say so
    // would hold up all others.
    let mostBytes = engine.model.shape.contextLength * engine.model.tokenizer.vocabulary.longest
    var prompts: [Int: Int] = [:]
    var luck = SplitMix64(seed: UInt64(getpid()))
    var isOpen = true
    var begin = Machine.now
    var hasRoom = false
    while isOpen || batch.count > 0 {
      if isOpen {
        // Where an answer has just ended, the front door sends the next request at once. A worker that
        // is held to a pace has the time to wait for it; else its place would be empty for a pass.
        let patience = hasRoom ? min(settings.leastPass / 5, 0.005) : 0
        let isIdle = batch.count == 0
        if let orders = inbox.take(patience: isIdle ? nil : patience) {
          if isIdle { begin = Machine.now }
          for order in orders { obey(order, batch, mostBytes, &prompts) }
        } else {
          isOpen = false
        }
      }
      guard batch.count > 0 else { continue }
      if settings.crashShare > 0, luck.uniform() < settings.crashShare { kill(getpid(), SIGKILL) }
      var tokens: [Report.Token] = []
      try batch.pass { step, ended in
        tokens.append(
          Report.Token(
            job: step.request, text: step.text, count: ended?.tokens.count ?? step.count,
            finish: ended.map { $0.finish.word }, promptTokens: prompts[step.request] ?? 0,
            reusedTokens: batch.prefixes == nil ? nil : ended?.reusedTokens))
        if ended != nil { prompts[step.request] = nil }
        return .goOn
      }
      let left = settings.leastPass - (Machine.now - begin)
      Machine.sleep(left)
      begin = Machine.now
      hasRoom = tokens.contains { $0.finish != nil }
      // A pass over prompts alone says that it is alive.
      guard door.write(Report.pass(tokens, isLate: settings.leastPass > 0 && left < 0).json) else {
        return
      }
    }
  }

  private func obey(
    _ order: Order, _ batch: Batch, _ mostBytes: Int, _ prompts: inout [Int: Int]
  ) {
    switch order {
    case .cancel(let number):
      // What there is of it is nobody's any more.
      _ = batch.remove(number)
      prompts[number] = nil
    case .write(let number, let job):
      do throws(InferenceError) {
        guard job.bytes <= mostBytes else {
          throw InferenceError(.invalidRequest, "prompt", .tooLong(job.bytes, most: mostBytes))
        }
        let request = job.request(batch.engine.model)
        let vocabulary = batch.engine.model.shape.vocabulary
        if let odd = request.promptTokens?.first(where: { !(0..<vocabulary).contains($0) }) {
          throw InferenceError(.invalidRequest, "token", .notInVocabulary(odd))
        }
        prompts[number] = try batch.add(request, as: number)
      } catch {
        door.write(
          Report.refused(
            number, field: Self.fields[error.subject], reason: error.description
          ).json)
      }
    }
  }

  /// What the fields of a request are called that the engine's words are about.
  private static let fields = [
    "prompt": "prompt", "tokens": "max_tokens", "temperature": "temperature", "top-k": "top_k",
    "top-p": "top_p", "min-p": "min_p", "repetition penalty": "repetition_penalty",
    "token": "prompt",
  ]
}

extension Generation.Finish {
  /// As OpenAI's API has it.
  var word: String {
    switch self {
    case .end, .stopText: "stop"
    case .length, .contextFull, .stopped: "length"
    }
  }
}

extension Job {
  /// Bytes of all that is to be read.
  var bytes: Int {
    switch prompt {
    case .text(let text): text.utf8.count
    case .tokens: 0
    case .turns(let turns): turns.reduce(0) { $0 + $1.text.utf8.count }
    }
  }

  /// The job for the engine, in the model's own form.
  func request(_ model: Model) -> Request {
    var request = Request(
      "", tokens: mostTokens ?? model.shape.contextLength, sampling: sampling, stop: stop)
    request.ignoresEnd = ignoresEnd
    request.leastTokens = leastTokens
    switch prompt {
    case .text(let text): request.prompt = text
    case .tokens(let tokens): request.promptTokens = tokens
    case .turns(let turns):
      if let form = model.chatForm {
        request.promptTokens = form.tokens(turns, model.tokenizer)
      } else if model.promptForm != nil {
        // Such a model knows single questions only.
        request.prompt = model.prompt(turns.last { $0.role == .user }?.text ?? "")
      } else {
        request.prompt = turns.map { $0.text }.joined(separator: "\n")
      }
    }
    return request
  }
}
