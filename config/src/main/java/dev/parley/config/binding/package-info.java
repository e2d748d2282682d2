/// Which address leads to which agent (ChannelBinding) and which CRM a tenant's leads go to
/// (ConnectorBinding: settings, mapping, sealed credentials). Touches the store, nothing else.
@NullMarked
package dev.parley.config.binding;

import org.jspecify.annotations.NullMarked;
