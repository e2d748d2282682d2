/// Telephone calls: the machine that decides a live call step by step, the driver that owns its
/// thread, and the journal that writes it down. Touches the turn's rooms, the conversations' rows
/// and the line of `channel.voice`; never a carrier, and never the database on the owner's thread.
@NullMarked
package dev.parley.runtime.call;

import org.jspecify.annotations.NullMarked;
