/// The risk of leads over the business's own bounds and what was seen lately: the rules themselves
/// are `dev.parley.risk`. May touch `risk`, store.
@NullMarked
package dev.parley.runtime.risk;

import org.jspecify.annotations.NullMarked;
