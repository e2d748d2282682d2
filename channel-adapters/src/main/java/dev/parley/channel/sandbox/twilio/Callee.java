package dev.parley.channel.sandbox.twilio;

/// Who is at a number that is called.
public enum Callee {
  PERSON("human"),
  MACHINE("machine_end_beep"),
  BUSY(""),
  NOBODY("");

  final String answeredBy;

  Callee(String answeredBy) {
    this.answeredBy = answeredBy;
  }

  boolean answers() {
    return !answeredBy.isEmpty();
  }
}
