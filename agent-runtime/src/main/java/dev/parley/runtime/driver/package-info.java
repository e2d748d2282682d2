/// The drivers: who works on which conversation, when, and in what order. The queued driver answers
/// text. Touches the turn's rooms and the conversations' rows; never a vendor.
@NullMarked
package dev.parley.runtime.driver;

import org.jspecify.annotations.NullMarked;
