/// What the program says of itself.
public enum Program {
  /// The version, as in `CHANGELOG.md`: major, minor and patch by semantic versioning.
  public static let version = "0.1.0"
}
