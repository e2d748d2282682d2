package dev.parley.config.agent;

/// What a text may cost before it is understood. Fixed: no real definition comes near.
final class DocumentLimits {
  static final int BYTES_MAX = 256 * 1024;
  static final int DEPTH_MAX = 12;

  /// After aliases are expanded.
  static final int NODES_MAX = 20_000;

  static final int NUMBER_CHARS_MAX = 40;

  private DocumentLimits() {}
}
