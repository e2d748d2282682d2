package dev.parley.runtime.call;

import dev.parley.channel.voice.CallDetails;
import dev.parley.channel.voice.CallLine;
import java.util.List;

/// A line nobody speaks on.
record NoLine(CallDetails call) implements CallLine {
  @Override
  public void say(long reply, Sentence sentence) {}

  @Override
  public void finish(long reply) {}

  @Override
  public String cut(long reply) {
    return "";
  }

  @Override
  public void expect(String language) {}

  @Override
  public void hint(List<String> words) {}

  @Override
  public void hangUp() {}

  @Override
  public void transfer(Transfer transfer) {}

  @Override
  public void fallBack(Sentence sentence, boolean hangUp) {}

  @Override
  public void record() {}
}
