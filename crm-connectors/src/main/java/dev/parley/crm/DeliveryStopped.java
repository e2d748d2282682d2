package dev.parley.crm;

/// Ends a delivery of many steps with what is to be said of it. Thrown inside a vendor's package
/// and caught by its connector; never leaves it.
public final class DeliveryStopped extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient DeliveryResult result;

  public DeliveryStopped(DeliveryResult result) {
    super(null, null, false, false);
    this.result = result;
  }

  public DeliveryResult result() {
    return result;
  }

  /// The stable code of the result.
  public String code() {
    return switch (result) {
      case DeliveryResult.Delivered _ -> "";
      case DeliveryResult.Rejected rejected -> rejected.code();
      case DeliveryResult.Retry retry -> retry.code();
      case DeliveryResult.Blocked blocked -> blocked.code();
    };
  }

  /// The result in words.
  public String text() {
    return switch (result) {
      case DeliveryResult.Delivered delivered -> delivered.text();
      case DeliveryResult.Rejected rejected -> rejected.text();
      case DeliveryResult.Retry retry -> retry.text();
      case DeliveryResult.Blocked blocked -> blocked.text();
    };
  }
}
