/// ElevenLabs behind the two ports of `channel.voice`: realtime recognition, synthesis on one
/// multi-context socket per call, and a store of fixed sentences that are spoken in advance. May
/// touch `channel.voice`, `channel.http`, OkHttp, Jackson and `config`; never another vendor's
/// package. Neither key nor audio nor words are ever logged.
@NullMarked
package dev.parley.channel.speech;

import org.jspecify.annotations.NullMarked;
