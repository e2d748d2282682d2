package dev.parley.channel.sandbox.phone;

import io.helidon.http.Status;

/// A request of the page that cannot be done.
final class PhoneFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Status status;
  private final String code;
  private final String detail;

  PhoneFailure(Status status, String code, String detail) {
    super(code, null, false, false);
    this.status = status;
    this.code = code;
    this.detail = detail;
  }

  static PhoneFailure bad(String code, String detail) {
    return new PhoneFailure(Status.BAD_REQUEST_400, code, detail);
  }

  Status status() {
    return status;
  }

  String code() {
    return code;
  }

  String detail() {
    return detail;
  }
}
