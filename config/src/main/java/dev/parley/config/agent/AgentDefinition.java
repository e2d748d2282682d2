package dev.parley.config.agent;

import dev.parley.config.binding.ChannelType;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/// A whole agent as a business wrote it, valid by construction of its reader: ids unique,
/// conditions typed, questions reachable. Immutable and thread-safe.
///
/// @param agent slug, unique in the tenant
/// @param name what the agent calls itself
/// @param business whom it speaks for
/// @param languages language tags (`en`, `pt`); the first is the default
/// @param region ISO 3166 region for phone numbers, postal codes and day-month order
/// @param timeZone for dates and quiet hours
/// @param disclosure always said first; cannot be skipped
public record AgentDefinition(
    String agent,
    String name,
    String business,
    List<String> languages,
    String region,
    ZoneId timeZone,
    String persona,
    Wording disclosure,
    Greeting greeting,
    List<Question> questions,
    List<Fact> facts,
    List<Objection> objections,
    Optional<Handoff> handoff,
    Optional<Qualification> qualified,
    Wording closing,
    List<LeadFieldSpec> leadFields,
    List<ScoreRule> score,
    Bands bands,
    Limits limits,
    Outreach outreach,
    Optional<FollowUp> followUp,
    Calls call) {
  public AgentDefinition {
    languages = List.copyOf(languages);
    questions = List.copyOf(questions);
    facts = List.copyOf(facts);
    objections = List.copyOf(objections);
    leadFields = List.copyOf(leadFields);
    score = List.copyOf(score);
  }

  public String defaultLanguage() {
    return languages.getFirst();
  }

  public Optional<Question> question(String id) {
    return questions.stream().filter(question -> question.id().equals(id)).findFirst();
  }

  /// First words after the disclosure, by kind of channel.
  public record Greeting(Wording chat, Wording voice) {}

  /// A claim the agent may make, and the words or phrases a question about it contains.
  public record Fact(String id, List<String> about, Wording say) {
    public Fact {
      about = List.copyOf(about);
    }
  }

  /// A resistance, how it sounds, the approved answer and what happens then.
  public record Objection(String id, List<String> examples, Wording say, Then then) {
    public Objection {
      examples = List.copyOf(examples);
    }

    public enum Then {
      RESUME,
      HANDOFF,
      CLOSE
    }
  }

  /// When a colleague takes over: descriptions or phrases, and what is said then.
  public record Handoff(List<String> when, Wording say) {
    public Handoff {
      when = List.copyOf(when);
    }
  }

  /// When a contact is qualified and what is said then; without a condition, once every required
  /// question is answered.
  public record Qualification(Optional<Condition> when, Wording say) {}

  /// Taken from the transcript, never asked. Options as in `Question`.
  public record LeadFieldSpec(
      String id,
      FieldType type,
      String description,
      java.util.Map<String, List<String>> options,
      Optional<String> currency) {}

  /// What a condition is worth, with the reason shown on the lead.
  ///
  /// @param points 0 for a rule that disqualifies
  /// @param disqualify whether nothing else counts once it holds: no points, the lowest band
  public record ScoreRule(Condition when, int points, String reason, boolean disqualify) {
    public ScoreRule {
      if (disqualify && points != 0) {
        throw new IllegalArgumentException("a rule that disqualifies has no points");
      }
    }
  }

  /// From how many points a lead is in band A, B and C; below that it is in D.
  public record Bands(int a, int b, int c) {
    public static final Bands DEFAULT = new Bands(75, 50, 25);

    public Bands {
      if (a <= b || b <= c) {
        throw new IllegalArgumentException("bands must fall: %d, %d, %d".formatted(a, b, c));
      }
    }
  }

  /// @param turns contact turns at most
  /// @param minutes length of the conversation at most
  /// @param unanswered tries per question before it is left unanswered
  public record Limits(int turns, int minutes, int unanswered) {
    public static final Limits DEFAULT = new Limits(60, 20, 2);
  }

  /// When and how often the contact may be written to without having asked; answers are not meant.
  /// Holds for SMS and WhatsApp.
  ///
  /// @param perDay unasked messages to one contact in 24 hours, at most
  /// @param perWeek in seven days, at most
  public record Outreach(QuietHours quietHours, int perDay, int perWeek) {
    public static final Outreach DEFAULT =
        new Outreach(new QuietHours(LocalTime.of(21, 0), LocalTime.of(8, 0)), 1, 3);
  }

  /// Hours of the day, where the contact is, in which nobody is disturbed; they may cross midnight.
  ///
  /// @param from inclusive
  /// @param until exclusive, another time than `from`
  public record QuietHours(LocalTime from, LocalTime until) {
    public QuietHours {
      if (from.equals(until)) {
        throw new IllegalArgumentException("quiet hours that end when they begin");
      }
    }

    public boolean contain(LocalTime time) {
      boolean begun = !time.isBefore(from);
      boolean lasting = time.isBefore(until);
      return from.isBefore(until) ? begun && lasting : begun || lasting;
    }
  }

  /// After a silence: how long, what is said, how often at most before the conversation is closed.
  ///
  /// @param channel where to, SMS or WhatsApp; empty: where the conversation is
  /// @param template what WhatsApp lets through once its service window is shut
  /// @param smsFallback by SMS where WhatsApp takes neither the words nor a template
  public record FollowUp(
      Duration after,
      Wording say,
      int max,
      Optional<ChannelType> channel,
      Optional<Template> template,
      boolean smsFallback) {}

  /// A message the vendor has approved.
  ///
  /// @param language as the vendor writes it, such as `en` or `pt_BR`
  public record Template(String name, String language) {}

  /// How the agent behaves on the telephone.
  ///
  /// @param transfer whom a contact is connected to who asks for a person
  /// @param reason why the business calls: told to those who ask who is calling
  /// @param voicemail left on answering machines; empty: it hangs up there
  /// @param silence after its words were heard, how long the agent waits for an answer
  /// @param reprompts how often it asks again into a silence before it says goodbye
  /// @param keypad whether keys are answers
  /// @param readBack whether names, numbers and addresses are read back and confirmed
  public record Calls(
      Optional<Transfer> transfer,
      Optional<Wording> reason,
      Optional<Wording> voicemail,
      Recording recording,
      Duration silence,
      int reprompts,
      boolean keypad,
      boolean readBack) {
    public static final Calls DEFAULT =
        new Calls(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Recording.NEVER,
            Duration.ofSeconds(7),
            2,
            true,
            true);

    public enum Recording {
      NEVER,
      /// After a yes; after a no the call goes on unrecorded.
      ASK,
      /// The contact is told.
      ALWAYS_WITH_NOTICE
    }
  }

  /// @param to E.164
  /// @param brief told to the person who takes over, before the contact is connected
  public record Transfer(String to, Optional<Wording> brief) {}
}
