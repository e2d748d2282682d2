package dev.parley.config.agent;

/// The text cannot be read any further: no use in looking for more errors.
final class DocumentException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient DefinitionErrorCode code;
  private final transient String path;
  private final transient Place place;

  DocumentException(DefinitionErrorCode code, String path, String message, Place place) {
    super(message);
    this.code = code;
    this.path = path;
    this.place = place;
  }

  void addTo(Problems problems) {
    problems.add(path, code, String.valueOf(getMessage()), place);
  }
}
