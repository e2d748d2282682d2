package dev.parley.channel.whatsapp;

import dev.parley.config.settings.Settings;

/// What Meta takes in one message; longer is refused by it (100, 131009). Lengths in UTF-16 units.
///
/// @param textCharsMax of a plain text
/// @param buttonBodyCharsMax of the words above buttons
/// @param listBodyCharsMax of the words above a list
/// @param captionCharsMax of a file
/// @param fileNameCharsMax of a document
/// @param buttonsMax in one message
/// @param buttonTitleCharsMax of one button
/// @param rowsMax of a list, over all its sections
/// @param rowTitleCharsMax of one row
/// @param rowDescriptionCharsMax of one row
/// @param idCharsMax of a button or a row
public record WhatsAppLimits(
    int textCharsMax,
    int buttonBodyCharsMax,
    int listBodyCharsMax,
    int captionCharsMax,
    int fileNameCharsMax,
    int buttonsMax,
    int buttonTitleCharsMax,
    int rowsMax,
    int rowTitleCharsMax,
    int rowDescriptionCharsMax,
    int idCharsMax) {
  public static final WhatsAppLimits DEFAULTS =
      new WhatsAppLimits(4096, 1024, 1024, 1024, 240, 3, 20, 10, 24, 72, 200);

  static WhatsAppLimits read(Settings settings) {
    return new WhatsAppLimits(
        limit(settings, "TEXT_CHARS_MAX", DEFAULTS.textCharsMax, 2),
        limit(settings, "BUTTON_BODY_CHARS_MAX", DEFAULTS.buttonBodyCharsMax, 2),
        limit(settings, "LIST_BODY_CHARS_MAX", DEFAULTS.listBodyCharsMax, 2),
        limit(settings, "CAPTION_CHARS_MAX", DEFAULTS.captionCharsMax, 2),
        limit(settings, "FILE_NAME_CHARS_MAX", DEFAULTS.fileNameCharsMax, 2),
        limit(settings, "BUTTONS_MAX", DEFAULTS.buttonsMax, 1),
        limit(settings, "BUTTON_TITLE_CHARS_MAX", DEFAULTS.buttonTitleCharsMax, 2),
        limit(settings, "ROWS_MAX", DEFAULTS.rowsMax, 1),
        limit(settings, "ROW_TITLE_CHARS_MAX", DEFAULTS.rowTitleCharsMax, 2),
        limit(settings, "ROW_DESCRIPTION_CHARS_MAX", DEFAULTS.rowDescriptionCharsMax, 2),
        limit(settings, "ID_CHARS_MAX", DEFAULTS.idCharsMax, 2));
  }

  private static int limit(Settings settings, String name, int otherwise, int min) {
    return settings.whole("PARLEY_WHATSAPP_" + name, otherwise, min, 65_536);
  }
}
