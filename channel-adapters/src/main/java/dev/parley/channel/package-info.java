/// What every channel has in common: a message in, a message out, what became of it, and the ports
/// the runtime implements for them ([MessagePort], [ChannelAccounts], [MediaStore]). Plain records;
/// vendors' words stay in the vendors' packages. Touches config only.
@NullMarked
package dev.parley.channel;

import org.jspecify.annotations.NullMarked;
