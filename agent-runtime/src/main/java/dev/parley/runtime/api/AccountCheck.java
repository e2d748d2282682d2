package dev.parley.runtime.api;

import dev.parley.channel.AccountProblem;
import dev.parley.config.binding.ChannelConfig;
import dev.parley.config.binding.ChannelType;
import java.util.List;

/// Asks the vendor's own room whether an account can be used. Thread-safe.
@FunctionalInterface
public interface AccountCheck {
  /// Everything that is wrong; empty when nothing is. Calls nobody.
  ///
  /// @param address in E.164
  List<AccountProblem> problems(ChannelType type, String address, ChannelConfig config);
}
