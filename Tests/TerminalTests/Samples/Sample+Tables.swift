import Display

extension Sample {
  static func row(_ mark: String, _ name: String, _ value: String, _ sentence: String) -> [Text] {
    [Text(mark, .muted), Text(name, .name), Text(value, .value), Text(sentence, .muted)]
  }

  static let model = Table(
    rows: [
      row(" ", "gpus", "4 gpu", "GPUs rented"),
      row(" ", "rent", "$12,000/month", "the invoice"),
      row(" ", "utilization", "15%", "share of rented hours that do work, whatever they do"),
      row("▸", "used", "432 gpu·h/month", "hours of work bought"),
      row("▸", "effective", "$27.78/gpu·h", "the price of an hour of work"),
      row("▸", "wasted", "$10,200/month", ""),
    ], style: .bare)

  private static func change(
    _ name: String, _ before: String, _ after: String, _ ratio: String
  ) -> [Text] {
    [
      Text("▸", .muted), Text(name, .name),
      Text(before, .muted) + Text(" → ", .muted) + Text(after, .value), Text(ratio, .muted),
    ]
  }

  static let tables = [
    Sample("table-model", [.table(model)]),
    Sample(
      "table-changes",
      [
        .table(
          Table(
            rows: [
              change("used", "432", "1,152 gpu·h/month", "×2.7"),
              change("effective", "$27.78", "$10.42/gpu·h", "×0.38"),
              change("a_rather_long_name_of_a_cell", "$10,200", "$7,200/month", "×0.71"),
            ], alignments: [.leading, .leading, .leading, .trailing], style: .bare)),
        .paragraph(Text("… and 3 more: ", .muted) + Text("changes", .input)),
      ]),
    Sample(
      "table-why",
      [
        .paragraph(
          Text("wasted", .name) + Text(" = ") + Text("rent * (1 - utilization)", .code)
            + Text(" = ") + Text("$10,200/month", .value)),
        .table(
          Table(
            rows: [
              [
                Text("  rent", .name), Text("$12,000/month", .value),
                Text("chapter default", .muted),
              ],
              [Text("  utilization", .name), Text("15%", .value), Text("you set this", .strong)],
              [
                Text("    busy_hours", .name), Text("432 gpu·h/month", .value),
                Text("= ", .muted)
                  + Text("gpus * 720 h/month * share_of_the_day * weekdays / 7", .code),
              ],
            ], style: .bare)),
      ]),
    Sample(
      "table-ruled",
      [
        .table(
          Table(
            header: ["Aspect", "Dedicated", "Serverless"],
            rows: [
              ["Cost", "by the hour, used or not", "by the second of work"],
              [
                "Cold start", "none: the model stays in memory",
                "seconds to a minute for the first request after a pause, unless one is kept warm",
              ],
              ["Utilization needed", "high", "any"],
            ])),
        .table(
          Table(
            header: ["utilization", "effective", "wasted"],
            rows: [
              ["5%", "$83.33/gpu·h", "$11,400/month"], ["50%", "$8.33/gpu·h", "$6,000/month"],
              ["100%", "$4.17/gpu·h", "$0/month"],
            ].map { $0.map { Text($0, .value) } }, alignments: [.trailing, .trailing, .trailing])),
        .table(
          Table(
            header: ["名前", "centre", "right"],
            rows: [["図形処理装置", "x", "1"], ["é", "yyy"], [], ["a", "b", "c", "one too many"]],
            alignments: [.leading, .center, .trailing])),
      ]),
    Sample(
      "table-wide",
      [
        .table(
          Table(
            header: [
              "Provider", "GPU", "Plan", "Price", "Billed by", "While starting", "While idle",
              "As of",
            ],
            rows: [
              [
                "Amazon Web Services", "A100 80 GB", "on-demand", "$4.10/gpu·h", "second", "billed",
                "billed", "2024-11-02",
              ],
              [
                "RunPod", "H100 80 GB SXM", "serverless", "$0.00116/s", "second", "billed",
                "not billed",
                "2024-11-02",
              ],
            ])),
        .table(
          Table(rows: [["a cell that is much too long for any screen of this width and so on"]])),
      ]),
  ]
}
