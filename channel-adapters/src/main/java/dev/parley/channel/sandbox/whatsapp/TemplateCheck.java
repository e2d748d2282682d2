package dev.parley.channel.sandbox.whatsapp;

import dev.parley.channel.sandbox.PhoneMessage.Option;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;

/// The rules of template messages: the template must be there, approved, and filled as it was made.
final class TemplateCheck {
  private static final int FILLED_CHARS_MAX = 1_024;

  private final Templates templates;

  TemplateCheck(Templates templates) {
    this.templates = templates;
  }

  record Filled(Template template, Shown shown) {}

  Filled of(Fields fields) {
    fields.knowsOnly("name", "language", "components", "namespace");
    String name = fields.text("name", 512);
    Fields languageFields = fields.object("language").knowsOnly("code", "policy");
    String language = languageFields.text("code", 20);
    Template template =
        templates
            .get(name, language)
            .orElseThrow(
                () ->
                    new Refusal(404, 132001, "template name (" + name + ") does not exist in it"));
    checkStatus(template);
    Map<String, String> values = new HashMap<>();
    List<Option> options = new ArrayList<>();
    template.quickReplies().forEach(title -> options.add(new Option(title, title, "")));
    if (fields.has("components")) {
      for (Fields component : fields.objects("components", 0, 20)) {
        component(component, template, values, options);
      }
    }
    if (values.size() != template.places().size()) {
      throw new Refusal(
          132000,
          "body: number of localizable_params ("
              + values.size()
              + ") does not match the expected number of params ("
              + template.places().size()
              + ")");
    }
    String text = filled(template, values);
    if (text.length() > FILLED_CHARS_MAX) {
      throw new Refusal(132005, "the filled body is longer than " + FILLED_CHARS_MAX);
    }
    return new Filled(template, new Shown("template", "", text, "", "", options, List.of()));
  }

  private static void checkStatus(Template template) {
    switch (template.status()) {
      case "APPROVED" -> {}
      case "PAUSED" -> throw new Refusal(132015, "the template is paused for its quality");
      case "DISABLED" -> throw new Refusal(132016, "the template is disabled for its quality");
      default -> throw new Refusal(404, 132001, "the template is not approved");
    }
  }

  private static void component(
      Fields component, Template template, Map<String, String> values, List<Option> options) {
    component.knowsOnly("type", "sub_type", "index", "parameters");
    String type = component.oneOf("type", "header", "body", "button");
    List<Fields> parameters = component.objects("parameters", 1, 100);
    switch (type) {
      case "header" -> throw new Refusal(132012, "the template has no header to fill");
      case "body" -> parameters.forEach(parameter -> body(parameter, template, values));
      default -> button(component, parameters.getFirst(), options);
    }
  }

  private static void body(Fields parameter, Template template, Map<String, String> values) {
    parameter.knowsOnly("type", "text", "parameter_name", "currency", "date_time");
    String type = parameter.oneOf("type", "text", "currency", "date_time");
    String value =
        type.equals("text")
            ? parameter.text("text", 4_096)
            : parameter.object(type).text("fallback_value", 1_024);
    if (value.contains("\n") || value.contains("\t") || value.contains("    ")) {
      throw new Refusal(132012, "a parameter holds no line ends, tabs or four spaces in a row");
    }
    if (parameter.has("parameter_name") != template.isNamed()) {
      throw new Refusal(132012, "named and positional parameters are mixed up");
    }
    String place =
        template.isNamed()
            ? parameter.text("parameter_name", 100)
            : Integer.toString(values.size() + 1);
    if (template.isNamed() && !template.places().contains(place)) {
      throw new Refusal(132012, "the template has no parameter of this name");
    }
    values.put(place, value);
  }

  private static void button(Fields component, Fields parameter, List<Option> options) {
    component.oneOf("sub_type", "quick_reply");
    parameter.knowsOnly("type", "payload").oneOf("type", "payload");
    String index = component.node().path("index").asText();
    int at = index.matches("[0-9]") ? Integer.parseInt(index) : Integer.MAX_VALUE;
    if (at >= options.size()) {
      throw new Refusal(132012, "the template has no button " + index);
    }
    Option old = options.get(at);
    options.set(at, new Option(parameter.text("payload", 256), old.title(), ""));
  }

  private static String filled(Template template, Map<String, String> values) {
    return Template.PLACE
        .matcher(template.body())
        .replaceAll(place -> Matcher.quoteReplacement(values.getOrDefault(place.group(1), "")));
  }
}
