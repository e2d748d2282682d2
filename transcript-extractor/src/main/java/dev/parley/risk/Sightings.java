package dev.parley.risk;

/// How often the same was seen in the windows before, this time not counted.
///
/// @param ipHour from this network address in an hour
/// @param ipDay from this network address in a day
/// @param emailDay with this e-mail address in a day
/// @param phoneDay with this number in a day
/// @param sameDay with the same e-mail, number and form in a day
public record Sightings(int ipHour, int ipDay, int emailDay, int phoneDay, int sameDay) {
  public static final Sightings NONE = new Sightings(0, 0, 0, 0, 0);
}
