package dev.parley.runtime.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Whole conversations as data files, see `src/test/resources/scenarios`.
class FlowScenarioTest {
  @TestFactory
  Stream<DynamicTest> playsAsWritten() {
    return Scenario.all().stream()
        .map(one -> DynamicTest.dynamicTest(one.name(), () -> new ScenarioRun(one).play()));
  }

  @Test
  void coversEnoughConversations() {
    List<Scenario> all = Scenario.all();
    assertThat(all).hasSizeGreaterThanOrEqualTo(80);
    assertThat(all.stream().map(Scenario::name).distinct()).hasSameSizeAs(all);
  }
}
