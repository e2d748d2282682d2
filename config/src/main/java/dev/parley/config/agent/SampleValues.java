package dev.parley.config.agent;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Enough values of a variable to make conditions that only compare it with literals show every
/// face they have: each literal, and one value between each two neighbours and beyond both ends.
final class SampleValues {
  private static final String OTHER_TEXT = "\u2026";

  private SampleValues() {}

  /// Empty where no finite set of values tells the whole story.
  static Optional<List<Object>> of(Variable variable, Set<Object> marks, boolean opaque) {
    if (variable.type().isEmpty()) {
      return Optional.empty();
    }
    FieldType type = variable.type().get();
    if (type == FieldType.YES_NO) {
      return Optional.of(List.of(true, false));
    }
    if (type == FieldType.CHOICE) {
      return Optional.of(List.copyOf(variable.options()));
    }
    if (opaque) {
      return Optional.empty();
    }
    if (variable.numeric()) {
      return Optional.of(numbers(variable, marks));
    }
    return Optional.of(variable.temporal() ? instants(marks) : texts(marks));
  }

  private static List<Object> numbers(Variable variable, Set<Object> marks) {
    TreeSet<Double> points = new TreeSet<>();
    marks.stream().filter(Double.class::isInstance).forEach(mark -> points.add((Double) mark));
    variable.min().ifPresent(min -> points.add(min.doubleValue()));
    variable.max().ifPresent(max -> points.add(max.doubleValue()));
    if (points.isEmpty()) {
      points.add(0.0);
    }
    Set<Object> samples = new LinkedHashSet<>(points);
    samples.add(points.first() - 1);
    samples.add(points.last() + 1);
    Double[] sorted = points.toArray(new Double[0]);
    for (int i = 1; i < sorted.length; i++) {
      samples.add(sorted[i - 1] + (sorted[i] - sorted[i - 1]) / 2);
    }
    return samples.stream().filter(sample -> allowed(variable, (Double) sample)).toList();
  }

  private static boolean allowed(Variable variable, double sample) {
    return variable.min().map(min -> sample >= min.doubleValue()).orElse(true)
        && variable.max().map(max -> sample <= max.doubleValue()).orElse(true);
  }

  private static List<Object> instants(Set<Object> marks) {
    Instant[] sorted =
        marks.stream()
            .filter(Instant.class::isInstance)
            .map(Instant.class::cast)
            .sorted()
            .toArray(Instant[]::new);
    if (sorted.length == 0) {
      return List.of(Instant.EPOCH);
    }
    List<Object> samples = new ArrayList<>(Arrays.asList((Object[]) sorted));
    samples.add(sorted[0].minusSeconds(1));
    samples.add(sorted[sorted.length - 1].plusSeconds(1));
    for (int i = 1; i < sorted.length; i++) {
      samples.add(sorted[i - 1].plus(Duration.between(sorted[i - 1], sorted[i]).dividedBy(2)));
    }
    return samples;
  }

  private static List<Object> texts(Set<Object> marks) {
    List<Object> samples = new ArrayList<>();
    marks.stream().filter(String.class::isInstance).forEach(samples::add);
    samples.add(OTHER_TEXT);
    return samples;
  }
}
