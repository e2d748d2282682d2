/// Reading a contact's turn: the prompt, the model's proposal, and the fall-back to the built-in
/// understanding. Touches the flow's records and `config.language`; never Helidon or a vendor.
@NullMarked
package dev.parley.runtime.turn;

import org.jspecify.annotations.NullMarked;
