package dev.parley.runtime.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.config.binding.ChannelBinding;
import dev.parley.config.binding.ChannelStore;
import dev.parley.config.binding.ChannelType;
import dev.parley.config.json.Json;
import dev.parley.config.store.Database;
import dev.parley.runtime.forms.Form;
import dev.parley.runtime.forms.FormIntake;
import dev.parley.runtime.forms.FormRows;
import dev.parley.runtime.forms.SubmissionRows;
import dev.parley.runtime.forms.Submitted;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jooq.DSLContext;

/// Forms of the business's own pages, and what was sent by them.
final class FormResource {
  private static final String TAG = "Forms";
  private static final String ALL = "/v1/forms";
  private static final String ONE = "/v1/forms/{id}";
  private static final String SENT = ONE + "/submissions";
  private static final int LABEL_CHARS_MAX = 100;
  private static final int URL_CHARS_MAX = 500;
  private static final int ORIGINS_MAX = 50;
  private static final int ORIGIN_CHARS_MAX = 300;
  private static final Map<String, Submitted.Status> STATUSES =
      Arrays.stream(Submitted.Status.values())
          .collect(Collectors.toMap(Submitted.Status::wireName, one -> one));

  private final FormRows forms;
  private final SubmissionRows submissions;
  private final FormIntake intake;
  private final ChannelStore channels;
  private final Database database;

  FormResource(
      FormRows forms,
      SubmissionRows submissions,
      FormIntake intake,
      ChannelStore channels,
      Database database) {
    this.forms = forms;
    this.submissions = submissions;
    this.intake = intake;
    this.channels = channels;
    this.database = database;
  }

  List<Operation> operations() {
    return List.of(
        Operations.of("POST", ALL, "createForm", TAG, "Let a form of yours lead to an agent")
            .takes("NewForm")
            .gives(201, "Form")
            .refuses(ApiCode.INVALID_CHANNEL)
            .in(this::create),
        Operations.of("GET", ALL, "listForms", TAG, "List forms, oldest first")
            .paged("FormList")
            .in(
                (call, tx) -> {
                  var after = call.after(Call::uuid);
                  return Cursor.page(
                      call.limit(),
                      limit -> forms.list(tx, after, limit),
                      FormResource::json,
                      form -> form.id().toString());
                }),
        Operations.of("GET", ONE, "getForm", TAG, "Read a form")
            .gives(200, "Form")
            .in((call, tx) -> Reply.ok(json(find(call, tx)))),
        Operations.of("DELETE", ONE, "deleteForm", TAG, "Take a form out of use")
            .gives(204, "")
            .in(
                (call, tx) -> {
                  if (!forms.delete(tx, call.id("form"))) {
                    throw ApiException.notFound("form");
                  }
                  return Reply.nothing();
                }),
        Operations.of("GET", SENT, "listSubmissions", TAG, "List what was sent, oldest first")
            .paged("SubmissionList")
            .filters("status", "held, blocked, accepted, contacting or refused")
            .in(this::sent),
        Operations.of(
                "POST",
                SENT + "/{submission}/release",
                "releaseSubmission",
                TAG,
                "Let the agent contact who was held or blocked")
            .gives(200, "Submission")
            .refuses(ApiCode.NOT_HELD)
            .outside(this::release));
  }

  private Reply create(Call call, DSLContext tx) {
    Fields fields = call.fields();
    String channelId = fields.text("channel", 36);
    String label = fields.text("label", LABEL_CHARS_MAX);
    List<String> origins = fields.texts("origins", ORIGINS_MAX, ORIGIN_CHARS_MAX);
    Optional<String> honeypot = fields.optionalText("honeypot", 63);
    Optional<String> redirect = fields.optionalText("redirect", URL_CHARS_MAX);
    if (honeypot.isPresent() && !honeypot.get().matches("_[a-z0-9_]{1,62}")) {
      fields.wrong("honeypot", "bad_name", "'_', then lower-case letters, digits and _");
    }
    if (redirect.isPresent() && !isWebAddress(redirect.get())) {
      fields.wrong("redirect", "bad_value", "this must be an http or https address");
    }
    fields.done();
    ChannelBinding channel =
        Call.uuid(channelId)
            .flatMap(id -> channels.find(tx, id))
            .filter(one -> one.type() != ChannelType.WEB)
            .orElseThrow(
                () ->
                    ApiException.at(
                        ApiCode.INVALID_CHANNEL,
                        "channel",
                        "This must be the id of an SMS, WhatsApp or voice channel of yours."));
    Form form =
        forms.add(
            tx,
            call.tenant(),
            channel.id(),
            label,
            origins,
            honeypot.orElse(Form.HONEYPOT_DEFAULT),
            redirect);
    return Reply.created(json(form), ALL + "/" + form.id());
  }

  private static boolean isWebAddress(String text) {
    try {
      URI uri = URI.create(text);
      return uri.getHost() != null
          && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private Form find(Call call, DSLContext tx) {
    return forms.find(tx, call.id("form")).orElseThrow(() -> ApiException.notFound("form"));
  }

  private Reply sent(Call call, DSLContext tx) {
    Form form = find(call, tx);
    Optional<Submitted.Status> status = call.word("status", STATUSES.keySet()).map(STATUSES::get);
    Optional<UUID> after = call.after(Call::uuid);
    return Cursor.page(
        call.limit(),
        limit -> submissions.list(tx, form.id(), status, after, limit),
        FormResource::json,
        one -> one.id().toString());
  }

  private Reply release(Call call) {
    Form form = database.inTenant(call.tenant(), tx -> find(call, tx));
    UUID id =
        Call.uuid(call.part("submission")).orElseThrow(() -> ApiException.notFound("submission"));
    if (!database.inTenant(call.tenant(), tx -> submissions.exists(tx, form.id(), id))) {
      throw ApiException.notFound("submission");
    }
    Submitted released =
        intake
            .release(call.tenant(), form, id)
            .orElseThrow(
                () ->
                    ApiException.of(
                        ApiCode.NOT_HELD, "The agent has this one already; nothing was done."));
    return Reply.ok(json(released));
  }

  private static ObjectNode json(Form form) {
    ObjectNode node = Json.object();
    node.put("id", form.id().toString());
    node.put("key", form.key());
    node.put("channel", form.channelId().toString());
    node.put("agent", form.agent());
    node.put("label", form.label());
    form.origins().forEach(node.putArray("origins")::add);
    node.put("honeypot", form.honeypot());
    node.put("redirect", form.redirect().orElse(null));
    node.put("created_at", form.createdAt().toString());
    return node;
  }

  private static ObjectNode json(Submitted submitted) {
    ObjectNode node = Json.object();
    node.put("id", submitted.id().toString());
    ObjectNode fields = node.putObject("fields");
    submitted.fields().forEach(fields::put);
    node.put("phone", submitted.phone());
    node.put("risk", submitted.riskTrace().toString());
    node.put("score", submitted.score());
    node.put("status", submitted.status().wireName());
    node.put("at", submitted.at().toString());
    return node;
  }
}
