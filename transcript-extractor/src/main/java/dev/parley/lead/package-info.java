/// The lead: what a finished conversation is worth, field by field, each with its evidence. Pure
/// records and their wire form; the lead store touches jOOQ.
@NullMarked
package dev.parley.lead;

import org.jspecify.annotations.NullMarked;
