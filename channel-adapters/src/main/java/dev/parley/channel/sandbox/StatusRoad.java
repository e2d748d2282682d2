package dev.parley.channel.sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;

/// The order in which a vendor tells the steps of one message's road, by its habits.
///
/// @param <S> a step
public record StatusRoad<S>(boolean isTidy, List<S> told) {
  public StatusRoad {
    told = List.copyOf(told);
  }

  /// @param steps as they happen
  /// @param isDelivered the step that may be left out
  public static <S> StatusRoad<S> of(
      List<S> steps, Predicate<S> isDelivered, Habits habits, SplittableRandom random) {
    List<S> told = new ArrayList<>(steps);
    boolean tidy = true;
    if (random.nextDouble() < habits.deliveredSkipped() && told.removeIf(isDelivered)) {
      tidy = false;
    }
    if (!told.isEmpty() && random.nextDouble() < habits.duplicated()) {
      told.add(told.get(random.nextInt(told.size())));
      tidy = false;
    }
    if (told.size() > 1 && random.nextDouble() < habits.shuffled()) {
      for (int last = told.size() - 1; last > 0; last--) {
        int other = random.nextInt(last + 1);
        told.set(last, told.set(other, told.get(last)));
      }
      tidy = false;
    }
    return new StatusRoad<>(tidy, told);
  }
}
