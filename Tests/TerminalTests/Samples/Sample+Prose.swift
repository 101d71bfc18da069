import Display

extension Sample {
  static let prose = [
    Sample(
      "headings",
      [
        .heading("Introduction to GPU computing models", level: 1),
        .paragraph("A paragraph under the title of a chapter."),
        .heading("Why utilization matters", level: 2),
        .paragraph("One under the title of a lesson."),
        .heading("The bill, line by line", level: 3),
        .paragraph("And one under a smaller heading."),
        .heading(
          Text("What ") + Text("keep_alive", .name)
            + Text(
              " does to the bill of a fleet that sleeps"
                + " most of the day and most of the night"), level: 2),
        .rule,
        .paragraph("Under a rule."),
      ]),
    Sample(
      "paragraphs",
      [
        .paragraph(
          Text("Four A100s rented around the clock cost ") + Text("$12,000/month", .value)
            + Text(". If they work ") + Text("15%", .value) + Text(" of the time, ")
            + Text("$10,200/month", .value) + Text(" of that buys ") + Text("nothing", .emphasis)
            + Text(", and an hour of work costs ") + Text("$27.78/gpu·h", .value)
            + Text(", not ") + Text("$4.17/gpu·h", .value)
            + Text(". The ") + Text("effective cost", .strong) + Text(" is ")
            + Text("rent / used", .code) + Text("; see ")
            + Text("the price list", .link("https://prices.example/gpus?plan=on-demand"))
            + Text(" or ") + Text("https://example.org", .link("https://example.org"))
            + Text(" or ") + Text("the lesson on idle cost", .link("#idle-cost")) + Text(".")),
        .paragraph("A forced break\nstays where it is, and\n\nso does an empty line."),
        .paragraph(
          "A word that is too long: "
            + "https://example.org/a/very/long/address/that/no/terminal/of/this/width/could/ever/hold"
            + " and then the text goes on."),
        .paragraph("按需付费的图形处理器在空闲时不产生费用，只有在处理请求时才计费。这就是无服务器计算的意义。"),
        .paragraph(
          "Café, naïve, Zürich, cafe\u{301}; 🚀 and 👩‍💻 and ☁️; 10 − 3 ≤ 7 × 1 ≈ 7 … “quoted” — dash."),
      ]),
    Sample(
      "lists",
      [
        .list(
          [
            [.paragraph("Renting a flat: the rent is due whether you sleep there or not.")],
            [
              .paragraph("A hotel: every night costs more, and nights away cost nothing."),
              .list(
                [
                  [.paragraph("breakfast is included")],
                  [.paragraph("so is somebody who makes the bed, which nobody does in a flat")],
                ], start: nil),
            ],
            [.paragraph("A tent.")],
          ], start: nil),
        .list(
          (8...11).map { [.paragraph("Step number \($0) of the way, with a sentence.")] }, start: 8),
        .list(
          [
            [
              .paragraph("Rent the GPUs:"), .code("gpus = 8\nrent = $24,000/month", language: ""),
              .paragraph("and look at the bill."),
            ],
            [.paragraph("Then give them back.")],
          ], start: 1),
      ]),
    Sample(
      "notes",
      [
        .note(
          Note(.note, blocks: [.paragraph("A month has 720 hours here, and 730 at the clouds.")])),
        .note(
          Note(
            .warning, title: "Prices move",
            blocks: [
              .paragraph("What an hour costs changes every few weeks."),
              .list([[.paragraph("on-demand: weekly")], [.paragraph("spot: hourly")]], start: nil),
            ])),
        .note(
          Note(
            .source, title: Text("AWS EC2 price list") + Text(", as of 2024-11-02", .muted),
            blocks: [
              .paragraph(
                Text("On-demand, us-east-1: ")
                  + Text("prices", .link("https://aws.example/ec2/pricing")))
            ])),
        .note(Note(.success, blocks: [.paragraph("It is $27.78 for an hour of work.")])),
        .note(
          Note(
            .failure, title: "Not yet", blocks: [.paragraph("That is the price of a rented hour.")])
        ),
        .quote([
          .paragraph(
            "Idle hardware is the most expensive hardware, for it does nothing at full price."),
          .quote([.paragraph("Somebody said that before.")]),
        ]),
      ]),
    Sample(
      "code",
      [
        .paragraph("The path of a request:"),
        .code(
          """
          ┌────────┐    ┌─────────┐    ┌─────────┐
          │ client │───▶│ gateway │───▶│ GPU  #1 │
          └────────┘    └─────────┘ ╲  └─────────┘
               ▲            │        ▶ ┌─────────┐
               ╰──── 50 ms ─╯          │ 图 2 é… │
                                       └─────────┘
          """, language: ""),
        .code(
          "curl https://inference.example/v1/generate -H 'Authorization: Bearer TOKEN' -d '{\"prompt\":"
            + " \"hello\"}'\n\tindented by a tab\n\tfoo\tbar\nlast line\n\n", language: "sh"),
      ]),
    Sample(
      "lesson",
      [
        .paragraph(
          Text("Chapter 1 · Introduction to GPU computing models", .muted)
            + Text("   lesson 5 of 11 ", .muted) + Text("▓▓▓▓", .success) + Text("░░░░░░", .muted)),
        .heading("Why utilization matters", level: 2),
        .paragraph("Four A100s rented around the clock cost $12,000/month."),
        .table(Sample.model),
        .paragraph("What would an hour of work cost if they worked twice as much?"),
        .lines([
          Text("Enter", .input) + Text(" runs ", .muted) + Text("utilization = 30%", .code),
          Text("help", .input) + Text(" shows what else can be typed", .muted),
        ]),
      ]),
  ]
}
