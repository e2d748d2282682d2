package dev.parley.runtime.messaging;

import dev.parley.config.binding.ChannelType;
import java.util.Optional;

/// The channels in use, by their address; answered from memory.
@FunctionalInterface
public interface Bindings {
  Optional<Binding> find(ChannelType type, String address);
}
