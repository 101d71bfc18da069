import Testing

/// What runs the real program: one test after the other, so that they do not slow each other down.
@Suite(.serialized) enum ProgramTests {}
