package dev.parley.channel.web;

/// Ends what `subscribe` began. Idempotent; after it returns, at most calls already under way
/// still arrive.
@FunctionalInterface
public interface Subscription extends AutoCloseable {
  @Override
  void close();
}
