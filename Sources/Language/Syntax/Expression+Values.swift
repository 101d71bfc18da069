import Diagnostics
import Quantities

extension Expression {
  /// A number that was not typed but stands for what is written at a place.
  public init(_ quantity: Quantity, at span: SourceSpan) {
    self.init(form: .number(quantity), span: span)
  }

  /// A text of that kind.
  public init(_ text: String, at span: SourceSpan) {
    self.init(form: .text(text), span: span)
  }
}

extension Expression {
  /// The name of a cell as a formula that reads it.
  public init(name target: Target) {
    self.init(form: .name(target.path), span: target.span)
  }
}
