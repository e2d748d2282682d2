package dev.parley.crm;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;

/// What one attempt's calls showed: each for the attempt's history, and what the other system's
/// limits leave. Known to the attempt's thread while it runs; what is noted outside of one is
/// dropped. Not thread-safe: an attempt makes its calls one after the other, on its own thread.
public final class CallLog {
  private static final ScopedValue<CallLog> CURRENT = ScopedValue.newInstance();

  /// Stands in a call's request for the delivery's payload, which is kept once.
  public static final String PAYLOAD = "{payload}";

  /// The first calls say how it began, the last how it ended.
  private static final int FIRST_MAX = 12;

  private static final int LAST_MAX = 8;

  /// One call, fit to be kept: cut, without secrets, and with no more personal data than the lead.
  ///
  /// @param request its body; empty for none
  /// @param status empty where no answer came
  /// @param answer its body, or the code of what went wrong instead
  public record Call(
      String method, String url, String request, OptionalInt status, String answer) {}

  private final DeliveryRequest attempt;
  private final List<Call> first = new ArrayList<>();
  private final List<Call> last = new ArrayList<>();
  private final Map<String, Allowance> allowances = new HashMap<>();

  public CallLog(DeliveryRequest attempt) {
    this.attempt = attempt;
  }

  /// The one of the attempt this thread is in.
  public static Optional<CallLog> current() {
    return CURRENT.isBound() ? Optional.of(CURRENT.get()) : Optional.empty();
  }

  public <T> T during(Supplier<T> work) {
    return ScopedValue.where(CURRENT, this).call(work::get);
  }

  /// Whose calls these are: what it knows of secrets and of the lead says what may be kept.
  public DeliveryRequest attempt() {
    return attempt;
  }

  public void add(Call call) {
    if (first.size() < FIRST_MAX) {
      first.add(call);
      return;
    }
    if (last.size() == LAST_MAX) {
      last.removeFirst();
    }
    last.add(call);
  }

  /// Of the same limit only the newest stands.
  public static void allow(List<Allowance> allowed) {
    current().ifPresent(log -> allowed.forEach(each -> log.allowances.put(each.limit(), each)));
  }

  /// At most 20, in order.
  public List<Call> calls() {
    List<Call> calls = new ArrayList<>(first);
    calls.addAll(last);
    return calls;
  }

  public List<Allowance> allowances() {
    return List.copyOf(allowances.values());
  }
}
