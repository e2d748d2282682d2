/* A call's speech where the line carries words: the browser's own voice and recognition, and what
   stands in for them where it has none. No dependency; text only ever becomes text nodes. */
(() => {
  'use strict';
  const $ = id => document.getElementById(id);
  const CHARS_PER_SECOND = 15, REPORT_MILLIS = 200, VOICE_STARTS_MILLIS = 2000, ECHO_MILLIS = 900;
  const Recognition = window.SpeechRecognition || window.webkitSpeechRecognition;
  const voices = () => window.speechSynthesis ? speechSynthesis.getVoices() : [];
  if (window.speechSynthesis) voices();
  const part = (name, text) => {
    const node = document.createElement('span');
    node.className = name;
    node.textContent = text;
    return node;
  };

  /* ---- the mouth: says what it is given, tells how far it came, stops when it must ---- */

  const mouthOf = (send, caption, turn) => {
    const waiting = [];
    let now = null, told = 0, endedAt = 0, broken = false;

    const voiceFor = language => {
      const found = voices().filter(voice => voice.lang.toLowerCase().startsWith(language.slice(0, 2).toLowerCase()));
      return found.find(voice => voice.lang.replace('_', '-') === language) || found.find(voice => voice.localService) || found[0];
    };
    const report = () => {
      if (!now || now.from === null) return;
      told = performance.now();
      send({ type: 'spoken', until: now.from + now.done });
    };
    const said = characters => {
      if (!now || characters <= now.done) return;
      now.done = Math.min(characters, now.text.length);
      now.node.querySelector('.rest').textContent = now.text.slice(now.done).trimEnd();
      now.node.querySelector('.done').textContent = now.text.slice(0, now.done);
      if (performance.now() - told > REPORT_MILLIS || now.done === now.text.length) report();
    };
    const finished = mine => {
      if (mine !== now) return;
      clearInterval(mine.pace);
      said(mine.text.length);
      now = null;
      endedAt = performance.now();
      next();
    };
    const show = mine => {
      const begun = performance.now(), from = mine.done;
      mine.pace = setInterval(() => {
        const characters = from + Math.floor((performance.now() - begun) * CHARS_PER_SECOND / 1000);
        if (characters >= mine.text.length) finished(mine); else said(characters);
      }, 50);
    };
    const speak = (mine, voice) => {
      const words = mine.utterance = new SpeechSynthesisUtterance(mine.text);
      words.voice = voice;
      words.lang = voice.lang;
      let begun = 0, exact = false;
      const instead = () => {
        if (mine !== now) return;
        clearInterval(mine.pace);
        broken = true;
        speechSynthesis.cancel();
        show(mine);
      };
      words.onstart = () => { begun = performance.now(); };
      words.onboundary = event => { exact = true; if (mine === now) said(event.charIndex); };
      words.onend = () => finished(mine);
      words.onerror = instead;
      const asked = performance.now(), longest = 6000 + mine.text.length * 250;
      mine.pace = setInterval(() => {
        const at = performance.now();
        if (!begun && at - asked > VOICE_STARTS_MILLIS) instead();
        else if (begun && at - begun > longest) { speechSynthesis.cancel(); finished(mine); }
        else if (begun && !exact && mine === now) said(Math.min(mine.text.length - 1, Math.floor((at - begun) * CHARS_PER_SECOND / 1000)));
      }, 100);
      speechSynthesis.speak(words);
    };
    const next = () => {
      if (now || !waiting.length) { if (!now) turn('contact'); return; }
      now = waiting.shift();
      now.node = caption(false, now.language, part('done', ''), part('rest', now.text.trimEnd()));
      turn('agent');
      const voice = $('aloud').checked && !broken ? voiceFor(now.language) : null;
      if (voice) speak(now, voice); else show(now);
    };
    const drop = () => {
      if (!now) return;
      clearInterval(now.pace);
      const cut = now;
      now = null;
      endedAt = performance.now();
      if (window.speechSynthesis) speechSynthesis.cancel();
      return cut;
    };
    return {
      report,
      say(text, language, from) {
        waiting.push({ text, language, from, done: 0 });
        next();
      },
      hush() {
        waiting.length = 0;
        const cut = drop();
        if (cut) {
          cut.node.querySelector('.rest').remove();
          cut.node.classList.add('cut');
          if (!cut.done) cut.node.remove();
        }
        turn('contact');
      },
      close() {
        waiting.length = 0;
        const cut = drop();
        if (cut) { cut.node.querySelector('.rest').remove(); cut.node.classList.add('cut'); }
      },
      isSpeaking: () => now !== null,
      hasWords: () => now !== null || waiting.length > 0,
      /* What the microphone hears of this very voice is nobody's words. */
      echoes(text) {
        const own = now ? now.text : performance.now() - endedAt < ECHO_MILLIS ? $('captions').lastElementChild?.textContent || '' : '';
        if (!own || !$('aloud').checked || broken) return false;
        const bare = words => words.toLowerCase().match(/[\p{L}\p{N}]+/gu) || [];
        const known = new Set(bare(own)), heard = bare(text);
        return heard.length > 0 && heard.filter(word => known.has(word)).length >= heard.length * 0.6;
      },
    };
  };

  /* ---- the ear: the browser's own recognition, where it has one ---- */

  const REFUSED = 'The browser may not use the microphone. Allow it at the address bar and call again; until then, type what you say.';
  const INSECURE = 'Browsers give the microphone only to https pages and to localhost.';
  const EAR_FAILURES = {
    'not-allowed': REFUSED,
    'service-not-allowed': 'This browser does not let its speech recognition be used here. Type what you say.',
    'audio-capture': 'No microphone was found. Type what you say.',
    network: 'The browser’s speech recognition cannot be reached. Type what you say.',
    'language-not-supported': 'The browser’s speech recognition does not know this language. Type what you say.',
  };

  const earOf = (mouth, send, hearing, heard, trouble) => {
    let listening = null, wanted = false, language = 'en-US';
    const results = event => {
      let partial = '';
      for (let i = event.resultIndex; i < event.results.length; i++) {
        const text = event.results[i][0].transcript.trim();
        if (!text || mouth.echoes(text)) continue;
        if (event.results[i].isFinal) { hearing(''); heard(text, language); }
        else partial += text + ' ';
      }
      hearing(partial.trim());
      if (partial.trim() && mouth.hasWords()) send({ type: 'interrupt' });
    };
    const begin = () => {
      if (!wanted || listening) return;
      const mine = listening = new Recognition();
      mine.lang = language;
      mine.continuous = mine.interimResults = true;
      mine.onresult = event => { if (mine === listening) results(event); };
      mine.onerror = event => {
        if (mine !== listening || !EAR_FAILURES[event.error]) return;
        wanted = false;
        trouble(EAR_FAILURES[event.error]);
      };
      mine.onend = () => {
        if (mine !== listening) return;
        listening = null;
        hearing('');
        setTimeout(begin, 250);
      };
      try { mine.start(); } catch { listening = null; wanted = false; trouble(EAR_FAILURES['service-not-allowed']); }
    };
    const end = () => {
      const mine = listening;
      listening = null;
      hearing('');
      if (mine) mine.abort();
    };
    return {
      on() { wanted = Boolean(Recognition) && $('by-voice').checked; begin(); },
      off() { wanted = false; end(); },
      speaks(other) {
        if (other === language) return;
        language = other;
        if (listening) { end(); begin(); }
      },
      isOn: () => wanted,
    };
  };

  window.parleySpeech = { mouthOf, earOf, INSECURE, recognises: Boolean(Recognition), speaks: Boolean(window.speechSynthesis) };
})();
