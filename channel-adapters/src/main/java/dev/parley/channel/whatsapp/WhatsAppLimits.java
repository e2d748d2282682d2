package dev.parley.channel.whatsapp;

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
      new WhatsAppLimits(4096, 1024, 4096, 1024, 240, 3, 20, 10, 24, 72, 200);
}
