package dev.parley.channel.sandbox.whatsapp;

import dev.parley.channel.sandbox.PhoneMessage.Option;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The rules of interactive messages: buttons, lists, links, flows, requests.
final class InteractiveCheck {
  private static final int BODY = 1_024;
  private static final int LIST_BODY = 4_096;
  private static final int HEADER = 60;
  private static final int LABEL = 20;
  private static final int ROWS = 10;

  private InteractiveCheck() {}

  static Shown of(Fields interactive) {
    interactive.knowsOnly("type", "header", "body", "footer", "action");
    String type =
        interactive.oneOf(
            "type",
            "button",
            "list",
            "cta_url",
            "flow",
            "location_request_message",
            "contact_request");
    Fields action = interactive.object("action");
    String header = header(interactive, type);
    Fields bodyFields = interactive.object("body").knowsOnly("text");
    String body = bodyFields.text("text", type.equals("list") ? LIST_BODY : BODY);
    String footer =
        interactive
            .maybeObject("footer")
            .map(fields -> fields.knowsOnly("text").text("text", HEADER))
            .orElse("");
    return switch (type) {
      case "button" -> shown(header, body, footer, "", buttons(action));
      case "list" -> list(action, header, body, footer);
      case "cta_url" -> shown(header, body, footer, "", link(action));
      case "flow" -> shown(header, body, footer, "", flow(action));
      case "contact_request" -> request(action, "request_contact_info", body);
      default -> request(action, "send_location", body);
    };
  }

  private static Shown shown(
      String header, String body, String footer, String label, List<Option> options) {
    return new Shown("interactive", header, body, footer, label, options, List.of());
  }

  private static String header(Fields interactive, String type) {
    if (!interactive.has("header")) {
      return "";
    }
    Fields header = interactive.object("header");
    String kind =
        type.equals("list")
            ? header.oneOf("type", "text")
            : header.oneOf("type", "text", "image", "video", "document");
    header.knowsOnly("type", kind);
    if (kind.equals("text")) {
      return header.text("text", HEADER);
    }
    MediaCheck.source(header.object(kind).knowsOnly("id", "link", "filename"));
    return "[" + kind + "]";
  }

  private static List<Option> buttons(Fields action) {
    List<Option> options = new ArrayList<>();
    Set<String> titles = new HashSet<>();
    Set<String> ids = new HashSet<>();
    for (Fields button : action.knowsOnly("buttons").objects("buttons", 1, 3)) {
      button.knowsOnly("type", "reply").oneOf("type", "reply");
      Fields reply = button.object("reply").knowsOnly("id", "title");
      Option option = new Option(reply.text("id", 256), reply.text("title", LABEL), "");
      if (!titles.add(option.title()) || !ids.add(option.id())) {
        throw new Refusal(131009, reply.path() + " repeats a title or an id");
      }
      options.add(option);
    }
    return options;
  }

  private static Shown list(Fields action, String header, String body, String footer) {
    action.knowsOnly("button", "sections");
    String label = action.text("button", LABEL);
    List<Fields> sections = action.objects("sections", 1, ROWS);
    List<Option> options = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (Fields section : sections) {
      section.knowsOnly("title", "rows");
      if (sections.size() > 1) {
        section.text("title", 24);
      } else {
        section.maybeText("title", 24);
      }
      for (Fields row : section.objects("rows", 1, ROWS)) {
        row.knowsOnly("id", "title", "description");
        Option option =
            new Option(
                row.text("id", 200), row.text("title", 24), row.maybeText("description", 72));
        if (!ids.add(option.id())) {
          throw new Refusal(131009, row.path() + " repeats an id");
        }
        options.add(option);
      }
    }
    if (options.size() > ROWS) {
      throw new Refusal(131009, "a list has at most " + ROWS + " rows in all its sections");
    }
    return shown(header, body, footer, label, options);
  }

  private static List<Option> link(Fields action) {
    action.knowsOnly("name", "parameters").oneOf("name", "cta_url");
    Fields parameters = action.object("parameters").knowsOnly("display_text", "url");
    parameters.httpUrl("url");
    return List.of(new Option("", parameters.text("display_text", LABEL), ""));
  }

  private static List<Option> flow(Fields action) {
    action.knowsOnly("name", "parameters").oneOf("name", "flow");
    Fields parameters =
        action
            .object("parameters")
            .knowsOnly(
                "flow_message_version",
                "flow_token",
                "flow_id",
                "flow_name",
                "flow_cta",
                "flow_action",
                "flow_action_payload",
                "mode");
    parameters.oneOf("flow_message_version", "3");
    parameters.text(parameters.has("flow_name") ? "flow_name" : "flow_id", 200);
    if (parameters.has("flow_action")) {
      parameters.oneOf("flow_action", "navigate", "data_exchange");
    }
    return List.of(new Option("", parameters.text("flow_cta", LABEL), ""));
  }

  private static Shown request(Fields action, String name, String body) {
    action.knowsOnly("name").oneOf("name", name);
    return shown("", body, "", "", List.of());
  }
}
