package dev.parley.runtime.forms;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import dev.parley.channel.InboundBatch;
import dev.parley.channel.InboundMessage;
import dev.parley.channel.MessageContent;
import dev.parley.channel.MessagePort;
import dev.parley.channel.Referral;
import dev.parley.channel.Sender;
import dev.parley.config.binding.ChannelType;
import dev.parley.config.store.Database;
import dev.parley.config.tenant.TenantId;
import dev.parley.risk.Decision;
import dev.parley.risk.Submission;
import dev.parley.runtime.forms.Submitted.Status;
import dev.parley.runtime.risk.Assessed;
import dev.parley.runtime.risk.RiskBook;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// From a filled-in form to the first message of a conversation. What was accepted is a row before
/// it is a message, and the message bears the row's id: whatever dies in between is done again, and
/// never twice. Thread-safe.
public final class FormIntake {
  private static final Logger LOG = LoggerFactory.getLogger(FormIntake.class);
  private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();
  private static final Duration STRANDED_AFTER = Duration.ofMinutes(1);
  private static final int STRANDED_MAX = 200;
  private static final String FILLED_IN = "_filled_in_ms";

  private final Database database;
  private final FormRows forms;
  private final SubmissionRows submissions = new SubmissionRows();
  private final RiskBook risk;
  private final FormRegions regions;
  private final MessagePort inbox;
  private final CallingForms calling;
  private final Clock clock;

  public FormIntake(
      Database database,
      FormRows forms,
      RiskBook risk,
      FormRegions regions,
      MessagePort inbox,
      FormCalls calls,
      Clock clock) {
    this.database = database;
    this.forms = forms;
    this.risk = risk;
    this.regions = regions;
    this.inbox = inbox;
    this.calling = new CallingForms(database, submissions, calls, clock);
    this.clock = clock;
  }

  Optional<Form> form(String key) {
    return database.acrossTenants(tx -> forms.byKey(tx, key));
  }

  /// Empty when there is no number the agent could write to.
  Optional<Submitted> submit(Form form, Filled filled, Client client) {
    String region = regions.region(form.tenant(), form.agent()).orElse("ZZ");
    Optional<String> phone = filled.phone().flatMap(typed -> e164(typed, region));
    if (phone.isEmpty()) {
      return Optional.empty();
    }
    Submission submission = submission(form, filled, phone.get(), client);
    Submitted kept =
        database.inTenant(
            form.tenant(),
            tx -> {
              Assessed assessed =
                  risk.assess(
                      tx, form.tenant(), submission, Optional.empty(), Optional.of(form.label()));
              Status status = status(assessed.report().decision());
              return submissions.add(tx, form, filled.words(), phone.get(), assessed, status);
            });
    if (kept.status() == Status.ACCEPTED) {
      contact(form, kept);
    }
    return Optional.of(kept);
  }

  /// A person lets a held or blocked one through.
  ///
  /// @return empty when it is not one of those
  public Optional<Submitted> release(TenantId tenant, Form form, UUID id) {
    Optional<Submitted> released =
        database.inTenant(
            tenant,
            tx ->
                submissions.move(
                    tx, form.id(), id, List.of(Status.HELD, Status.BLOCKED), Status.ACCEPTED));
    released.ifPresent(one -> contact(form, one));
    return released;
  }

  /// Takes up what was accepted and never became a message.
  public void resume() {
    Instant before = clock.instant().minus(STRANDED_AFTER);
    Instant now = clock.instant();
    for (var one :
        database.acrossTenants(tx -> submissions.stranded(tx, before, now, STRANDED_MAX))) {
      database
          .acrossTenants(tx -> forms.find(tx, one.form()))
          .ifPresent(form -> contactNow(form, one.submitted()));
    }
  }

  /// Deletes submissions that were kept long enough.
  public void forget(Duration keptFor) {
    database.runAcrossTenants(tx -> submissions.forget(tx, clock.instant().minus(keptFor)));
  }

  private void contact(Form form, Submitted submitted) {
    if (form.channel() == ChannelType.VOICE) {
      // The carrier takes its time, and whoever sent the form waits for the next page.
      Thread.ofVirtual().name("form-call").start(() -> contactNow(form, submitted));
    } else {
      contactNow(form, submitted);
    }
  }

  private void contactNow(Form form, Submitted submitted) {
    if (form.channel() == ChannelType.VOICE) {
      calling.call(form, submitted);
      return;
    }
    try {
      inbox.accept(InboundBatch.of(message(form, submitted)));
      database.runInTenant(
          form.tenant(),
          tx ->
              submissions.move(
                  tx, form.id(), submitted.id(), List.of(Status.ACCEPTED), Status.CONTACTING));
    } catch (RuntimeException e) {
      LOG.atWarn()
          .setCause(e)
          .addKeyValue("submission", submitted.id())
          .log("A form did not reach its agent; it is tried again");
    }
  }

  private static InboundMessage message(Form form, Submitted submitted) {
    return new InboundMessage(
        form.channel(),
        form.address(),
        Sender.ofPhone(submitted.phone()),
        "form:" + submitted.id(),
        new MessageContent.FlowReply(submitted.fields()),
        Optional.empty(),
        Optional.of(
            new Referral(
                "form",
                Optional.of(form.id().toString()),
                Optional.empty(),
                Optional.of(form.label()),
                Optional.empty(),
                Optional.of(submitted.riskTrace().toString()))),
        false,
        submitted.at());
  }

  private static Submission submission(Form form, Filled filled, String phone, Client client) {
    Map<String, String> metadata = new HashMap<>();
    client.acceptLanguage().ifPresent(one -> metadata.put("accept_language", one));
    return new Submission(
        Optional.of(client.ip()),
        filled.email(),
        Optional.of(phone),
        filled.name(),
        filled.message(),
        Optional.of(client.userAgent()),
        Optional.empty(),
        filled.own(FILLED_IN).filter(text -> text.matches("\\d{1,9}")).map(FormIntake::millis),
        filled.own(form.honeypot()),
        metadata);
  }

  private static Duration millis(String digits) {
    return Duration.ofMillis(Long.parseLong(digits));
  }

  private static Status status(Decision decision) {
    return switch (decision) {
      case ALLOWED -> Status.ACCEPTED;
      case REVIEW -> Status.HELD;
      case BLOCKED -> Status.BLOCKED;
    };
  }

  private static Optional<String> e164(String typed, String region) {
    try {
      var number = NUMBERS.parse(typed, region);
      return NUMBERS.isPossibleNumber(number)
          ? Optional.of(NUMBERS.format(number, PhoneNumberFormat.E164))
          : Optional.empty();
    } catch (NumberParseException e) {
      return Optional.empty();
    }
  }
}
