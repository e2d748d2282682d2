package dev.parley.config.settings;

/// A setting that cannot be used; the process does not start with it.
public final class SettingsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String name;

  /// @param expected what it must be, as in "must be …"
  public SettingsException(String name, String expected) {
    super(name + " must be " + expected + ". Correct it and start again.");
    this.name = name;
  }

  public String name() {
    return name;
  }
}
