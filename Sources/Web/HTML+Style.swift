extension HTML {
  /// How pages look: by light, by dark and on paper. Curves differ by their dashes too, activities by
  /// their height.
  static let style = """

    :root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
    main { max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }
    table { border-collapse: collapse; } th, td { padding: 0.1rem 0.8rem 0.1rem 0; }
    th { border-bottom: 1px solid; text-align: left; }
    .trailing { text-align: right; } .center { text-align: center; }
    pre, code, .value, .name, .input { font-family: ui-monospace, monospace; }
    pre { padding: 0.5rem; overflow-x: auto; border: 1px solid #8886; }
    .success { color: #1a7f37; } .failure { color: #cf222e; } .warning { color: #9a6700; }
    .muted { opacity: 0.7; } aside { border-left: 3px solid #8886; padding-left: 1rem; }
    figure { margin: 1rem 0; } svg { width: 100%; height: auto; }
    svg text { font: 12px system-ui, sans-serif; fill: currentColor; }
    .axis { stroke: currentColor; } .grid { stroke: #8884; }
    .pointer { stroke: currentColor; fill: none; stroke-width: 1.5; stroke-dasharray: 3 3; }
    circle.pointer { stroke-dasharray: none; } .arrival { stroke: currentColor; opacity: 0.6; }
    .series-1 { --ink: #0969da; } .series-2 { --ink: #bc4c00; } .series-3 { --ink: #1a7f37; }
    .series-4 { --ink: #8250df; } span[class|=series], svg text[class|=series] \
    { color: var(--ink); fill: var(--ink); font-weight: bold; }
    .curve { fill: none; stroke: var(--ink); stroke-width: 2; } .bar, .dot { fill: var(--ink); }
    .series-2.curve { stroke-dasharray: 8 3; } .series-3.curve { stroke-dasharray: 2 3; }
    .series-4.curve { stroke-dasharray: 8 3 2 3; }
    [class|=shade] { fill: currentColor; } .shade-0 { fill-opacity: 0.04; } \
    .shade-1 { fill-opacity: 0.15; } .shade-2 { fill-opacity: 0.35; } \
    .shade-3 { fill-opacity: 0.6; }
    .busy { fill: #1a7f37; } .starting { fill: #bf8700; } .idle { fill: #8886; }
    @media (prefers-color-scheme: dark) {
      .success { color: #3fb950; } .failure { color: #ff7b72; } .warning { color: #d29922; }
      .series-1 { --ink: #58a6ff; } .series-2 { --ink: #f0883e; } .series-3 { --ink: #3fb950; }
      .series-4 { --ink: #bc8cff; } .busy { fill: #3fb950; } .starting { fill: #d29922; }
    }
    @media print { main { max-width: none; margin: 0; } details { display: none; } }

    """
}
