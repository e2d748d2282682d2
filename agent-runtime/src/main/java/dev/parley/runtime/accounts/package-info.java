/// The channels' accounts as vendors' webhooks and senders ask for them: from memory, before the
/// tenant is known. Touches the store and the channels' ports; never a vendor.
@NullMarked
package dev.parley.runtime.accounts;

import org.jspecify.annotations.NullMarked;
