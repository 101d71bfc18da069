import Basics
import Foundation
import Testing

@testable import Simulation

/// Files as they are downloaded, by what they look like (facts of each format: its publisher's own
/// description), and what is read of them.
@Suite struct TracesPeopleHave {
  struct File: Sendable, CustomTestStringConvertible {
    let name: String
    let text: String
    let requests: [TracedRequest]
    let said: [String]
    var testDescription: String { name }
  }

  static let files: [File] = [
    File(
      name: "JMeter",
      text: "timeStamp,elapsed,label,responseCode\n1700000000000,250,a,200\n"
        + "1700000001500,500,a,200\n",
      requests: [TracedRequest(time: 0, duration: 0.25), TracedRequest(time: 1.5, duration: 0.5)],
      said: ["requests came at \"timeStamp\"; they took \"elapsed\";"]),
    File(
      name: "durations without a unit beside dates",
      text: "@timestamp,@duration\n2024-05-10 12:00:00.000,350\n2024-05-10 12:00:01.000,50\n",
      requests: [TracedRequest(time: 0, duration: 350), TracedRequest(time: 1, duration: 50)],
      said: ["they took \"@duration\" in seconds, which the file does not say"]),
    File(
      name: "dates of digits alone",
      text: "timestamp,duration_s\n20240510120000,1\n20240510120101,2\n",
      requests: [TracedRequest(time: 0, duration: 1), TracedRequest(time: 61, duration: 2)],
      said: ["times are dates, written without separators"]),
    File(
      name: "days of digits alone, each with a count",
      text: "date,requests\n20240430,10\n20240501,20\n",
      requests: [TracedRequest(time: 0), TracedRequest(time: 86_400)],
      said: ["each row is one request, whatever \"requests\" says"]),
    File(
      name: "ISO 8601 in its short form",
      text: "timestamp,service_s\n20240510T120000Z,1\n20240510T140002.5+0200,2\n",
      requests: [TracedRequest(time: 0, duration: 1), TracedRequest(time: 2.5, duration: 2)],
      said: ["requests came at \"timestamp\""]),
    File(
      name: "from Excel, behind an empty line",
      text: "\nsep=;\ntime_s;duration_s\n0;1,5\n4;2\n",
      requests: [TracedRequest(time: 0, duration: 1.5), TracedRequest(time: 4, duration: 2)],
      said: ["requests came at \"time_s\""]),
    File(
      name: "Slurm with its usual Elapsed",
      text: "JobID|Submit|Start|End|Elapsed\n"
        + "1|2024-05-10T12:00:00|2024-05-10T12:00:10|2024-05-10T12:01:10|00:01:00\n"
        + "2|2024-05-10T12:00:05|2024-05-10T12:00:20|2024-05-11T13:01:23|1-01:01:03\n",
      requests: [TracedRequest(time: 0, duration: 60), TracedRequest(time: 5, duration: 90_063)],
      said: ["requests came at \"Submit\"", "they took \"Elapsed\""]),
    File(
      name: "Mooncake and Qwen-Bailian",
      text: """
        {"timestamp": 0, "input_length": 6758, "output_length": 500, "hash_ids": [0, 1, 2]}
        {"timestamp": 3500, "input_length": 7322, "output_length": 490, "hash_ids": [0, "]}"]}

        """,
      requests: [
        TracedRequest(time: 0, promptTokens: 6758, outputTokens: 500),
        TracedRequest(time: 3.5, promptTokens: 7322, outputTokens: 490),
      ], said: ["prompts are \"input_length\" long", "not used: \"hash_ids\""]),
    File(
      name: "BurstGPT",
      text: """
        Timestamp,Model,Request tokens,Response tokens,Total tokens,Log Type
        5,ChatGPT,472,18,490,Conversation log
        45,GPT-4,1087,230,1317,Conversation log
        """,
      requests: [
        TracedRequest(time: 0, promptTokens: 472, outputTokens: 18),
        TracedRequest(time: 40, promptTokens: 1087, outputTokens: 230),
      ], said: ["seconds, which the file does not say", "not used: \"Model\""]),
    File(
      name: "Azure LLM",
      text: "TIMESTAMP,ContextTokens,GeneratedTokens\n2024-05-10 00:00:00.009930+00:00,2162,5\n"
        + "2024-05-10 00:00:00.017335+00:00,2399,6\n",
      requests: [
        TracedRequest(time: 0, promptTokens: 2162, outputTokens: 5),
        TracedRequest(time: 0.007405, promptTokens: 2399, outputTokens: 6),
      ], said: ["requests came at \"TIMESTAMP\""]),
    File(
      name: "Azure Functions 2021",
      text: "app,func,end_timestamp,duration\na,b,4.5,0.5\na,c,10,8\n",
      requests: [TracedRequest(time: 0, duration: 8), TracedRequest(time: 2, duration: 0.5)],
      said: ["requests had ended at \"end_timestamp\""]),
    File(
      name: "Azure Functions 2019",
      text: "HashOwner,HashApp,HashFunction,Trigger,1,2,3\na,b,c,http,2,0,1\na,b,d,timer,0,0,1\n",
      requests: [0, 30, 120, 150].map { TracedRequest(time: $0) },
      said: ["counted by the minute, in 3 columns"]),
    File(
      name: "Slurm and Helios",
      text: """
        job_id,user,state,submit_time,start_time,end_time
        1,u1,COMPLETED,2020-04-01 00:00:04,2020-04-01 00:01:04,2020-04-01 00:02:04
        2,u2,COMPLETED,2020-04-01 00:00:14,2020-04-01 00:03:04,2020-04-01 00:03:14
        """,
      requests: [TracedRequest(time: 0, duration: 60), TracedRequest(time: 10, duration: 10)],
      said: ["requests came at \"submit_time\"", "from \"start_time\" to \"end_time\""]),
    File(
      name: "Alibaba GPU",
      text: "name,num_gpu,creation_time,deletion_time,scheduled_time\np1,1,100,400,200\n"
        + "p2,1,160,500,300\n",
      requests: [TracedRequest(time: 0, duration: 200), TracedRequest(time: 60, duration: 200)],
      said: ["from \"scheduled_time\" to \"deletion_time\""]),
    File(
      name: "Alibaba GenTD26",
      text: "gmt_create,exec_time_seconds,model\n2024-01-01 00:00:00,12.5,a\n"
        + "2024-01-01 00:00:10,3,a\n",
      requests: [TracedRequest(time: 0, duration: 12.5), TracedRequest(time: 10, duration: 3)],
      said: ["requests came at \"gmt_create\"", "they took \"exec_time_seconds\""]),
    File(
      name: "nginx in columns",
      text: "time_local,request_time,status\n10/Oct/2023:13:55:36 +0000,0.5,200\n"
        + "10/Oct/2023:15:55:46 +0200,1.25,200\n",
      requests: [TracedRequest(time: 0, duration: 0.5), TracedRequest(time: 9.25, duration: 1.25)],
      said: ["had ended at \"time_local\"", "they took \"request_time\""]),
    File(
      name: "nginx as it logs",
      text: """
        1.2.3.4 - - [10/Oct/2023:13:55:36 +0000] "GET /a HTTP/1.1" 200 2326 "-" "UA [x]" 0.500
        1.2.3.4 - - [10/Oct/2023:13:55:46 +0000] "GET / HTTP/1.1" 200 12 "-" "UA" 1.250
        """,
      requests: [TracedRequest(time: 0, duration: 0.5), TracedRequest(time: 9.25, duration: 1.25)],
      said: ["the time in brackets"]),
    File(
      name: "nginx without durations",
      text: """
        1.2.3.4 - - [10/Oct/2023:13:55:36 +0000] "GET /a HTTP/1.1" 200 2326 "-" "UA"
        1.2.3.4 - - [10/Oct/2023:13:55:46 +0000] "GET / HTTP/1.1" 200 12 "-" "UA"
        """,
      requests: [TracedRequest(time: 0), TracedRequest(time: 10)],
      said: ["requests came at \"the time in brackets\""]),
  ]

  @Test(arguments: files)
  func isReadAsDownloaded(_ given: File) throws {
    try withTrace(given.text) { file in
      let found = try file.requests(upTo: 9)
      #expect(found.count == given.requests.count)
      for (found, expected) in zip(found, given.requests) {
        #expect(abs(found.time - expected.time) < 1e-9)
        #expect(found.duration == expected.duration)
        #expect(found.promptTokens == expected.promptTokens)
        #expect(found.outputTokens == expected.outputTokens)
      }
      let summary = try file.summary()
      #expect(summary.skipped == 0 && summary.backwards == 0)
      for words in given.said { #expect(summary.columns.contains(words), "\(summary.columns)") }
    }
  }

  /// A column that says its unit keeps it, whatever is said of the others.
  @Test func aNamedUnitStays() throws {
    try withTrace("time,duration_s\n0,2\n500,3\n") { given in
      var file = given
      file.unit = 1e-3
      let found = try file.requests(upTo: 9)
      #expect(
        found == [TracedRequest(time: 0, duration: 2), TracedRequest(time: 0.5, duration: 3)])
    }
  }

  /// What cannot be read at all is an error that says why.
  @Test(arguments: [
    ("time\nx\ny\n", "holds no request that could be read: line 2: has no time in \"x\""),
    ("{\"a\": 1}\n", "has no time column"),
    (" [\n {\"time\": 1}]\n", "is one JSON array; it has to have an object on each line"),
    ("2023-11-16 18:15:46.68,374,44\n", "starts with a time and not with names"),
    ("12,374,44\n", "starts with a time and not with names"),
    ("time,elapsed\n0,1:2:3:4\n", "has no duration in"),
    ("time,elapsed\n0,-00:00:01\n", "has no duration in"),
    ("{\"time\": \"soon\"}\n", "holds no request that could be read"),
    ("start,end\n5,\n", "holds no request"),
  ])
  func saysWhyNothingWasRead(_ text: String, _ words: String) throws {
    try withTrace(text) { file in
      let fleet = Fleet.serverless(arrivals: .trace(file), service: .fixed(1))
      let error = #expect(throws: SimulationError.self) { try simulate(fleet) }
      #expect(error?.description.contains(words) == true, "\(String(describing: error))")
    }
  }
}

/// Files packed with gzip.
@Suite struct PackedTraces {
  /// Packed by zlib, with a name in its header.
  static let packed = [
    "H4sICAAAAAAC/3guY3N2ACvJzE3VSSktSizJzM/jMtAx5DLSM9Ux4jLWA7INDLgApC8cZCAAAAA="
  ]

  /// The rows i, i² mod 97 / 10 for i below 400, in dynamic codes.
  static let large = """
    H4sIAAAAAAAC/zWWOQ4lNwxEc52lMRBZ4qLjGLCDCWwDxvj+Zle1k99fG8XlkeKvn3/+8fz+7z+//fr5919rP/vHXj\
    a/tnx+z8L83nUe+5ErHv8RKx/M/3rOzPeTs+c+PfvtPYxlNrvOMp8NtQxP/fBlZ9bmE3N2duYcm1E9d+RZz+Scu7Nz\
    L99zlS+3J2bSfbbkcoyws/zMaBSLGc1azmgma3bOuZ4bevkd0bGwR4lasNGsF3y2jCmYSV84M3kXYnbawmvOHKi5dk\
    Y9a7nwSsl19lzU69hs8XV8tszo9cisvbpgnZgDsU6O8uOmms+Mej6zdvmJzckwbgnngQCPx6GwCIqO5EVRvDaaSsSl\
    SrmpYBrVTafyCZqSh4Zl0MxMGp1FF2TTIXnpntp0VhldV05HFujWOnRyBV1eyQBUMRzVDE5dhqo3A9fGMLYzqA2GuA\
    8D3sHwdxKGLqLRTVD6ippNhK6Rp+uE64Kk3UPsbpDBmwTyFum8rdHlmu3NrbaNJ21LkG1Qru3Da2wHb7WdH63SyXaL\
    130FrG0RayZkTebZkExo7YhasvzinnSNmTxlg3Nw/tKP5ptuNTd62VxONwdjYAP1GxLzYITMkwEzV/zMm+G0IfuNrh\
    HtuYdsj10QCgaQDMMhKIYgN4YkRgZRZWhCZsP4y5ydTQTtGIm0I0DtgLzaOcTXhvTien7f+ub723d1LrbkhEluKG0s\
    oHvjSI8I6RUpPUMZaNGyI67sGvBpZ5rsTiWzkf2RQ/jHTxnyW6b8mKoLNglAP+eV32srDpMDjEupxNhkAeNWR3GsUF\
    wrFef6qlX1V7yuuOgtTtrETX+FryGu+oizDnHXKQ5bFdS6xelkBbm9WxxfE9dXddguiL0xNUYv5sY7zm+9vv39nZc8\
    n/x45fs23ufbeb9vUB/f0s93UF+f/Hj19120x3fTPt+y1yc/kgXa6A9nfsx5Vvqpw3a+Ah6q4JYq4Vaq4dYq4qZ4uG\
    +VcVb8Oe+uQu5gPN0VX/dgvN2T8Xfmx9zD/Bi7XLw4NvlxGHlyOPlygLw5xJ8jyKNPfhjHRV4dTX4d4tnPJt9+jLz7\
    5MfLvzM/3u/55uPbl9+5kpzTknuUbx5b94ZJj3DpFZCeofz1CNkRKbsmP2hntOwO1QNnfowc5sf4iU/DnEvIj6n64h\
    nyc+b3epbiMPnBuKTqlfOJmPUyxbFccS0ozqX65xXigPkxcqrECZ+K96t66r3FVZs4axd3DXHYqs/eIU75ZIz8LnLs\
    3eTaW/Xe71Z3wvwYvZgf7xjfup4Ov6Hz95M3+UH5t3Xf1SuEvakPtvQD3493HtQfWw8adtA+bNmLyY/kuOkPbL2N4P\
    ux5yv/wZz+hIH+hemZhQX9D1M8wG7onW/GC6YXG77V0bjiC/evp4GaGtfjD+bHtDUuXuClxsZbnY2rjwA2eQPEH+Dk\
    EQD5BNSSAEF+AfEMFPkGmrwD6m7A/Hi/yg8wP2bfgc59jRJOSO5RvuGU7j0tPY56LsSWnqH8RbjsCMiu+L99C9kdqg\
    dgfowc5sf4Kb5OMLf8mKovSJefE/J7qqlEhuKSqlfg+/Gut+KY6k9RW3Eu1T+UiwPmx8gptbrg+/F+VU9RJa6qxVmp\
    a0Zvcdiqz2A7Nffz/Rj5rd4bHeQarXoP9lTv+WYegPkxY+bHrH/vB67r/P3kTX5Q/g3dd/Ue4Zb0uZ9+fD/O+g+z1A\
    bYIAwAAA==
    """

  private func unpacked(_ bytes: [UInt8]) throws -> [UInt8] {
    var position = 0
    var gunzip = Gunzip { buffer, most in
      // In small pieces, so that every boundary is met.
      let count = min(most, 7, bytes.count - position)
      for index in 0..<count { buffer[index] = bytes[position + index] }
      position += count
      return count
    }
    var all: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 1000)
    while true {
      let count = try part.withUnsafeMutableBufferPointer { pointer in
        try pointer.baseAddress.map { try gunzip.read(into: $0, atMost: 1000) } ?? 0
      }
      if count == 0 { return all }
      all += part[..<count]
    }
  }

  /// A gzip file of stored blocks.
  private func stored(_ content: [UInt8]) -> [UInt8] {
    var sum: UInt32 = 0xFFFF_FFFF
    for byte in content {
      sum ^= UInt32(byte)
      for _ in 0..<8 { sum = sum & 1 == 1 ? 0xEDB8_8320 ^ sum >> 1 : sum >> 1 }
    }
    let (count, inverse) = (UInt16(content.count), ~UInt16(content.count))
    var bytes: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255, 1]
    for number in [count, inverse] { bytes += [UInt8(number & 255), UInt8(number >> 8)] }
    bytes += content
    for number in [~sum, UInt32(content.count)] {
      bytes += (0..<4).map { UInt8(number >> (8 * UInt32($0)) & 255) }
    }
    return bytes
  }

  @Test func storedBlocksAndSeveralMembers() throws {
    let (first, second) = (Array("time\n1\n".utf8), Array("2\n3\n".utf8))
    #expect(try unpacked(stored(first) + stored(second)) == first + second)
    let file = TraceFile("x.gz", content: stored(first) + stored(second))
    #expect(try file.requests(upTo: 9).map(\.time) == [0, 1, 2])
  }

  @Test(arguments: packed) func packedByOthers(_ text: String) throws {
    let bytes = Array(try #require(Data(base64Encoded: text)))
    let content = try unpacked(bytes)
    #expect(String(decoding: content, as: UTF8.self) == "time,duration\n0,1\n2.5,2\n3.0,100\n")
  }

  @Test func dynamicCodes() throws {
    let bytes = Array(try #require(Data(base64Encoded: Self.large)))
    let rows = (0..<400).map { "\($0),\(Double($0 * $0 % 97) / 10)\n" }
    let content = String(decoding: try unpacked(bytes), as: UTF8.self)
    #expect(content == "time,duration\n" + rows.joined())
  }

  /// Wherever a file is cut, or a bit of it turned, that is said, or nothing came of it.
  @Test func damageIsFound() throws {
    let bytes = Array(try #require(Data(base64Encoded: Self.packed[0])))
    let content = try unpacked(bytes)
    for cut in 10..<bytes.count - 1 {
      let file = TraceFile("x.gz", content: Array(bytes[..<cut]))
      let error = #expect(throws: SimulationError.self, "\(cut)") { try file.summary() }
      #expect(error == .unreadable(path: "x.gz", .damaged), "\(cut)")
    }
    for bit in 18 * 8..<bytes.count * 8 {
      var turned = bytes
      turned[bit / 8] ^= 1 << UInt8(bit % 8)
      let found = try? unpacked(turned)
      #expect(found == nil || found == content, "bit \(bit)")
    }
  }

  /// Zeros behind the packed part are padding; anything else is told.
  @Test func whatStandsBehind() throws {
    let bytes = stored(Array("time,duration\n0,1\n5,1\n".utf8))
    let padded = TraceFile("x.gz", content: bytes + [0, 0, 0] + bytes + [0])
    #expect(try padded.summary().requests == 4 || padded.summary().skipped == 1)
    for rubbish: [UInt8] in [[1], [0, 7], Array("time,duration\n".utf8)] {
      let error = #expect(throws: SimulationError.self) {
        try TraceFile("x.gz", content: bytes + rubbish).summary()
      }
      #expect(error == .unreadable(path: "x.gz", .rubbish))
    }
  }

  /// A first line that is too long to be read is told as that, and no other reason.
  @Test(arguments: ["", "{"]) func firstLinesTooLong(_ begin: String) throws {
    let line = begin + String(repeating: "x", count: RowReader.longestRow + 1)
    let error = #expect(throws: SimulationError.self) {
      try TraceFile("x.csv", content: Array((line + "\n1,2\n").utf8)).summary()
    }
    #expect(error == .unreadable(path: "x.csv", .longFirstLine))
  }
}
