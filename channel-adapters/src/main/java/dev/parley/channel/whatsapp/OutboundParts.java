package dev.parley.channel.whatsapp;

import dev.parley.channel.Attachment;
import dev.parley.channel.OptionsInWords;
import dev.parley.channel.OutboundBody;
import dev.parley.channel.OutboundBody.Choices;
import dev.parley.channel.OutboundBody.Media;
import dev.parley.channel.OutboundBody.Option;
import dev.parley.channel.OutboundBody.Text;
import dev.parley.channel.TextSplit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/// Cuts what is to be said into messages Meta takes. Thread-safe.
final class OutboundParts {
  private final WhatsAppLimits limits;

  OutboundParts(WhatsAppLimits limits) {
    this.limits = limits;
  }

  List<OutboundBody> of(OutboundBody body) {
    return switch (body) {
      case Text(String text) -> texts(text);
      case Choices choices -> choices(choices);
      case OutboundBody.Template template -> List.of(template);
      case Media media -> media(media);
    };
  }

  /// Whether a body goes as it is.
  boolean fits(OutboundBody body) {
    return of(body).equals(List.of(body));
  }

  /// Up to three short answers.
  boolean fitsButtons(Choices choices) {
    return choices.options().size() <= limits.buttonsMax()
        && choices.options().stream().allMatch(option -> option.description().isEmpty())
        && titlesFit(choices, limits.buttonTitleCharsMax());
  }

  private boolean fitsList(Choices choices) {
    return choices.options().size() <= limits.rowsMax()
        && titlesFit(choices, limits.rowTitleCharsMax())
        && choices.options().stream()
            .flatMap(option -> option.description().stream())
            .allMatch(text -> within(text, limits.rowDescriptionCharsMax()));
  }

  private boolean titlesFit(Choices choices, int charsMax) {
    var titles = new HashSet<String>();
    var ids = new HashSet<String>();
    for (Option option : choices.options()) {
      boolean fits =
          within(option.title(), charsMax)
              && within(option.id(), limits.idCharsMax())
              && titles.add(option.title().strip())
              && ids.add(option.id());
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  private List<OutboundBody> choices(Choices choices) {
    int charsMax;
    if (fitsButtons(choices)) {
      charsMax = limits.buttonBodyCharsMax();
    } else if (fitsList(choices)) {
      charsMax = limits.listBodyCharsMax();
    } else {
      return texts(OptionsInWords.of(choices));
    }
    List<String> texts = TextSplit.split(choices.text(), TextSplit.chars(charsMax));
    if (texts.isEmpty()) {
      return texts(OptionsInWords.of(choices));
    }
    var parts = new ArrayList<OutboundBody>();
    texts.subList(0, texts.size() - 1).forEach(text -> parts.add(new Text(text)));
    parts.add(new Choices(texts.getLast(), choices.options(), choices.language()));
    return parts;
  }

  private List<OutboundBody> texts(String text) {
    return TextSplit.split(text, TextSplit.chars(limits.textCharsMax())).stream()
        .<OutboundBody>map(Text::new)
        .toList();
  }

  private List<OutboundBody> media(Media media) {
    boolean takesCaption =
        switch (media.kind()) {
          case IMAGE, VIDEO, DOCUMENT -> true;
          case AUDIO, VOICE_NOTE, STICKER -> false;
        };
    boolean captionStays =
        media.caption().isEmpty()
            || (takesCaption && within(media.caption(), limits.captionCharsMax()));
    Optional<String> fileName =
        media.kind() == Attachment.Kind.DOCUMENT
            ? media.fileName().filter(name -> within(name, limits.fileNameCharsMax()))
            : Optional.empty();
    var parts = new ArrayList<OutboundBody>();
    parts.add(
        new Media(
            media.kind(),
            media.link(),
            media.mediaType(),
            captionStays ? media.caption() : "",
            fileName));
    if (!captionStays) {
      parts.addAll(texts(media.caption()));
    }
    return parts;
  }

  private static boolean within(String text, int charsMax) {
    return !text.isBlank() && text.length() <= charsMax;
  }
}
