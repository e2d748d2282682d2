/// The pages a person opens on this server beside the chat: the start page and the API's
/// documentation. Touches Helidon; reads what it shows through small suppliers.
@NullMarked
package dev.parley.runtime.console;

import org.jspecify.annotations.NullMarked;
