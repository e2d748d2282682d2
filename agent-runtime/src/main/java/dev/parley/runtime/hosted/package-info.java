/// The conversations of voice agents hosted elsewhere: who asks, what was asked before, what to say
/// next, and what a call that is over leaves. Touches the conversations' rows, the driver and the
/// port of `channel.hosted`; never HTTP.
@NullMarked
package dev.parley.runtime.hosted;

import org.jspecify.annotations.NullMarked;
