package dev.parley.extraction;

import dev.parley.config.agent.FieldType;
import dev.parley.extraction.Candidate.Source;
import java.util.List;
import java.util.Map;

/// The same words are not two answers: where two fields claim them, the one whose type is narrower
/// or whose source is stronger keeps them.
final class Overlaps {
  private Overlaps() {}

  static void resolve(Map<FieldProfile, List<Candidate>> candidates) {
    candidates.forEach(
        (profile, own) ->
            own.removeIf(
                candidate ->
                    candidates.entrySet().stream()
                        .anyMatch(
                            other ->
                                !other.getKey().equals(profile)
                                    && loses(
                                        profile, candidate, other.getKey(), other.getValue()))));
  }

  private static boolean loses(
      FieldProfile profile, Candidate candidate, FieldProfile other, List<Candidate> others) {
    if (candidate.proposal().isPresent() || candidate.rank() > 0) {
      return false;
    }
    return others.stream()
        .filter(rival -> rival.rank() == 0 && rival.proposal().isEmpty())
        .filter(candidate::overlaps)
        .anyMatch(rival -> stronger(other, rival, profile, candidate));
  }

  private static boolean stronger(
      FieldProfile other, Candidate rival, FieldProfile profile, Candidate candidate) {
    int rivalRank = rank(other.type());
    int ownRank = rank(profile.type());
    boolean whose = rival.source() == Source.ASKED && candidate.source() != Source.ASKED;
    if (whose && other.type() == profile.type() && named(profile.type())) {
      // The name of their own business, asked for, is not also the competitor's.
      return true;
    }
    if (compatible(other.type(), profile.type())) {
      return false;
    }
    boolean texts = other.type() == FieldType.TEXT && profile.type() == FieldType.TEXT;
    if (texts) {
      boolean named = rival.source() == Source.LABELLED && candidate.source() == Source.ASKED;
      boolean user = other.content().contains("username") && rival.source() == candidate.source();
      return named || (user && !profile.content().contains("username"));
    }
    boolean calledSo =
        rival.source() == Source.LABELLED
            && other.code()
            && candidate.source().compareTo(Source.LABELLED) != 0;
    if (calledSo) {
      return true;
    }
    if (candidate.source() == Source.LABELLED
        && profile.code()
        && rival.source() != Source.LABELLED) {
      return false;
    }
    boolean labelled = rival.source() == Source.LABELLED && candidate.source() != Source.LABELLED;
    boolean asked =
        rival.source().compareTo(Source.LABELLED) >= 0
            && candidate.source().compareTo(Source.LABELLED) < 0;
    if ((labelled && candidate.source() != Source.ASKED) || asked) {
      return true;
    }
    return (rivalRank > ownRank && rival.source().compareTo(candidate.source()) >= 0)
        || rivalRank > ownRank + 2;
  }

  /// A day and its time may come from the same words; so may a choice and anything.
  private static boolean compatible(FieldType a, FieldType b) {
    boolean dates = isTemporal(a) && isTemporal(b);
    boolean codeOfAddress = isAddress(a) && isAddress(b);
    return dates
        || codeOfAddress
        || a == FieldType.CHOICE
        || b == FieldType.CHOICE
        || a == FieldType.YES_NO
        || b == FieldType.YES_NO
        || (a == b && a != FieldType.TEXT);
  }

  private static boolean named(FieldType type) {
    return type == FieldType.COMPANY_NAME
        || type == FieldType.PERSON_NAME
        || type == FieldType.POSTAL_CODE;
  }

  /// A postal code stands inside its address.
  private static boolean isAddress(FieldType type) {
    return type == FieldType.ADDRESS || type == FieldType.POSTAL_CODE;
  }

  private static boolean isTemporal(FieldType type) {
    return type == FieldType.DATE || type == FieldType.DATE_TIME;
  }

  private static int rank(FieldType type) {
    return switch (type) {
      case EMAIL -> 9;
      case URL -> 8;
      case PHONE -> 7;
      case ADDRESS -> 6;
      case DATE, DATE_TIME -> 5;
      case MONEY, POSTAL_CODE -> 4;
      case NUMBER -> 3;
      case PERSON_NAME, COMPANY_NAME -> 2;
      case CHOICE, YES_NO -> 1;
      case TEXT -> 0;
    };
  }
}
