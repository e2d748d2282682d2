/* The telephone's calls. Where the line carries words, this browser is the vendor's speech: it says
   and hears, or shows and takes typed words. Where it carries sound, it is microphone and
   loudspeaker. No dependency; text only ever becomes text nodes. */
(() => {
  'use strict';
  const $ = id => document.getElementById(id);
  const KEYS = [['1', ''], ['2', 'ABC'], ['3', 'DEF'], ['4', 'GHI'], ['5', 'JKL'], ['6', 'MNO'], ['7', 'PQRS'], ['8', 'TUV'],
    ['9', 'WXYZ'], ['*', ''], ['0', '+'], ['#', '']];
  const SILENCE_MILLIS = 400;
  const KEY_NAMES = { '*': 'star', '#': 'hash' };
  const FAILED = { busy: 'The line is busy.', failed: 'The call could not be made.', 'no-answer': 'Nobody answered.' };
  const { mouthOf, earOf, INSECURE, recognises, speaks } = window.parleySpeech;

  let chosen = null, call = null;

  const el = (tag, attributes, ...children) => {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) node.setAttribute(name, value);
    node.append(...children);
    return node;
  };
  const trouble = text => {
    $('trouble').textContent = text || '';
    $('trouble').hidden = !text;
  };

  /* ---- captions ---- */

  const toEnd = () => { $('captions-scroll').scrollTop = $('captions-scroll').scrollHeight; };
  const caption = (own, language, ...content) => {
    const last = $('captions').lastElementChild;
    const node = el('div', { class: 'cap' + (own ? ' own' : '') + (last && last.classList.contains('own') === own ? ' same' : '') },
      el('span', { class: 'name' }, own ? 'You' : chosen.line.agent), el('p', language ? { lang: language } : null, ...content));
    $('captions').append(node);
    toEnd();
    return node;
  };
  const hearing = text => {
    $('hearing').textContent = text;
    $('hearing').hidden = !text;
    if (text) toEnd();
  };
  /* A line of sound is written by the server: a bubble for each sentence, read out as it comes, and
     what it hears. */
  const written = frame => { caption(false, frame.language, frame.text).dataset.reply = frame.reply; };
  const cutShort = frame => {
    let left = frame.heard.trim();
    for (const node of $('captions').querySelectorAll(`[data-reply="${Number(frame.reply)}"]`)) {
      const words = node.querySelector('p'), text = words.textContent.trim();
      if (!left) node.remove();
      else if (left.length < text.length) {
        words.textContent = left;
        node.classList.add('cut');
      }
      left = left.slice(text.length).trim();
    }
  };
  const understood = frame => {
    hearing(frame.settled ? '' : frame.text);
    if (frame.settled) caption(true, frame.language, frame.text);
  };
  const turn = who => {
    if (!call || $('aura').dataset.turn === who) return;
    $('aura').dataset.turn = who;
    $('turn-of').textContent = who === 'agent' ? chosen.line.agent + ' is speaking'
      : call.ear.isOn() ? 'Listening to you' : call.muted ? 'You are muted' : 'Your turn';
    $('turn-of').hidden = false;
  };

  /* ---- sound ---- */

  const SOUND_FAILURES = {
    NotAllowedError: 'The browser may not use the microphone, so the agent hears only silence. Allow it at the address bar and call again.',
    NotFoundError: 'No microphone was found, so the agent hears only silence. Connect one and call again.',
    NotReadableError: 'The microphone is in use by another program, so the agent hears only silence.',
  };
  const encoded = bytes => btoa(String.fromCharCode(...bytes));
  const decoded = text => Uint8Array.from(atob(text), character => character.charCodeAt(0));

  const soundOf = (audio, send, isMuted) => {
    let speaker = null, stream = null, closed = false;
    const open = async () => {
      if (!audio.audioWorklet || !navigator.mediaDevices) return trouble('This page may not use the microphone. ' + INSECURE);
      await audio.audioWorklet.addModule('/sandbox/sound.js');
      speaker = new AudioWorkletNode(audio, 'loudspeaker', { numberOfInputs: 0, outputChannelCount: [1] });
      speaker.connect(audio.destination);
      stream = await navigator.mediaDevices.getUserMedia({ audio: { channelCount: 1, echoCancellation: true, noiseSuppression: true } });
      if (closed) return stream.getTracks().forEach(track => track.stop());
      const microphone = new AudioWorkletNode(audio, 'microphone', { channelCount: 1, channelCountMode: 'explicit' });
      microphone.port.onmessage = event => { if (!isMuted()) send({ type: 'media', payload: encoded(event.data) }); };
      audio.createMediaStreamSource(stream).connect(microphone).connect(audio.destination);
    };
    return {
      open: () => open().catch(e => trouble(SOUND_FAILURES[e.name] || 'The microphone cannot be used: ' + e.message)),
      play: payload => { if (speaker) speaker.port.postMessage(decoded(payload)); },
      close() {
        closed = true;
        if (stream) stream.getTracks().forEach(track => track.stop());
      },
    };
  };

  /* ---- a call ---- */

  const shows = live => {
    $('call').classList.toggle('live', live !== 'idle');
    for (const id of ['mute', 'keys', 'hang-up']) $(id).hidden = live !== 'on';
    $('dial').hidden = live === 'on';
    $('dial-name').textContent = live === 'over' ? 'Call again' : 'Call';
    $('captions-scroll').hidden = live === 'idle';
    $('keypad').hidden = true;
    $('keys').setAttribute('aria-expanded', 'false');
    $('speak').hidden = live !== 'on';
    $('over').hidden = live !== 'over';
    for (const id of ['by-voice', 'aloud']) $(id).disabled = live === 'on' || !able[id]();
  };
  const able = { 'by-voice': () => recognises && window.isSecureContext, aloud: () => speaks };
  const length = mine => {
    const seconds = Math.floor((performance.now() - mine.begun) / 1000);
    return Math.floor(seconds / 60) + ':' + String(seconds % 60).padStart(2, '0');
  };
  const say = text => {
    if (!call || !call.by || !text.trim()) return trouble('Call first; then say it.');
    if (call.by === 'sound') return trouble('This call carries sound: say it aloud.');
    trouble('');
    caption(true, null, text);
    call.act({ type: 'say', text });
  };
  const press = key => {
    if (!call || !call.by) return;
    call.act({ type: 'press', key });
    const last = $('captions').lastElementChild;
    if (last && last.dataset.keys) {
      last.dataset.keys += key;
      last.querySelector('p').textContent = 'Pressed ' + last.dataset.keys;
    } else caption(true, null, 'Pressed ' + key).dataset.keys = key;
    toEnd();
  };

  const dial = () => {
    if (call || !chosen || !chosen.line) return;
    trouble('');
    $('captions').replaceChildren();
    const query = new URLSearchParams({ channel: 'voice', number: chosen.line.number, contact: chosen.contact });
    const socket = new WebSocket(location.origin.replace(/^http/, 'ws') + '/sandbox/call?' + query);
    const send = frame => { if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(frame)); };
    /* What stops the agent comes after how far it got. */
    const act = frame => { mine.mouth.report(); send(frame); };
    const mine = call = { send, act, socket, muted: false, by: null, begun: 0 };
    mine.audio = window.AudioContext ? new AudioContext() : null;
    mine.mouth = mouthOf(send, caption, turn);
    mine.ear = earOf(mine.mouth, act, hearing, (text, language) => {
      caption(true, language, text);
      act({ type: 'say', text });
    }, trouble);
    $('call-state').textContent = 'Calling…';
    $('aura').dataset.turn = 'ringing';
    $('turn-of').hidden = true;
    mute(false);
    shows('on');
    $('speak').hidden = true;
    $('hang-up').focus();
    $('screen').scrollIntoView({ block: 'nearest' });
    socket.onmessage = event => { if (mine === call) happened(mine, JSON.parse(event.data)); };
    socket.onclose = () => over(mine, mine.begun ? 'Call ended' : 'The call did not get through.');
  };
  const connected = (mine, frame) => {
    const again = mine.by !== null;
    mine.by = frame.by;
    mine.ear.speaks(frame.language);
    mine.language = frame.language;
    if (again) return;
    mine.begun = performance.now();
    mine.clock = setInterval(() => { $('timer').textContent = length(mine); }, 500);
    $('timer').textContent = '0:00';
    $('timer').hidden = false;
    $('call-state').textContent = 'On the call';
    /* They are about a browser that is the vendor's speech. */
    $('ways').hidden = frame.by === 'sound';
    if (frame.by === 'words') {
      $('speak').hidden = false;
      mine.ear.on();
      /* Who types has no microphone to mute. */
      $('mute').hidden = !mine.ear.isOn();
      if (!mine.ear.isOn()) $('said').focus();
    } else if (mine.audio) {
      mine.sound = soundOf(mine.audio, mine.send, () => mine.muted);
      mine.audio.resume();
      mine.sound.open();
    } else trouble('This browser has no means to play a call’s sound.');
    turn('contact');
  };
  /* Frames come as they are played: when they stop, the agent has. */
  const sounds = mine => {
    turn('agent');
    clearTimeout(mine.silence);
    mine.silence = setTimeout(() => { if (mine === call) turn('contact'); }, SILENCE_MILLIS);
  };
  const happened = (mine, frame) => {
    switch (frame.type) {
      case 'status':
        if (frame.status === 'ringing') $('call-state').textContent = 'Ringing…';
        else if (FAILED[frame.status]) over(mine, FAILED[frame.status]);
        else if (frame.status === 'completed') over(mine, 'Call ended');
        break;
      case 'connected': connected(mine, frame); break;
      case 'say': mine.mouth.say(frame.text, frame.language || mine.language, frame.from); break;
      case 'announce': mine.mouth.say(frame.text, frame.language || 'en', null); break;
      case 'listen': mine.language = frame.language; mine.ear.speaks(frame.language); break;
      case 'hush': mine.mouth.hush(); break;
      case 'caption': written(frame); break;
      case 'caption_cut': cutShort(frame); break;
      case 'understood': understood(frame); break;
      case 'media': if (mine.sound) mine.sound.play(frame.payload); sounds(mine); break;
      case 'failed': over(mine, 'The call did not get through.'); trouble(frame.detail); break;
    }
  };
  const over = (mine, words) => {
    if (mine !== call) return;
    const took = mine.begun ? length(mine) : '';
    mine.mouth.close();
    mine.ear.off();
    if (mine.sound) mine.sound.close();
    if (mine.audio) mine.audio.close();
    clearInterval(mine.clock);
    mine.socket.close();
    call = null;
    $('call-state').textContent = words;
    $('timer').hidden = !took;
    $('timer').textContent = took;
    $('aura').dataset.turn = '';
    $('turn-of').hidden = true;
    const held = document.activeElement;
    shows('over');
    $('over').hidden = !took;
    if (!held || held === document.body || held.closest('#call')) $('dial').focus();
  };
  const hangUp = () => { if (call) { call.send({ type: 'hang_up' }); over(call, call.begun ? 'You hung up' : 'Call cancelled'); } };
  const mute = on => {
    call.muted = on;
    $('mute').setAttribute('aria-pressed', String(on));
    $('mute').lastElementChild.textContent = on ? 'Unmute' : 'Mute';
    if (!call.by) return;
    if (call.by === 'words') { if (on) call.ear.off(); else call.ear.on(); }
    const whose = $('aura').dataset.turn;
    $('aura').dataset.turn = '';
    turn(whose || 'contact');
  };

  /* ---- the page ---- */

  for (const [key, letters] of KEYS) {
    const button = el('button', { type: 'button', 'aria-label': (KEY_NAMES[key] || key) + (letters ? ' ' + letters : '') }, key, el('small', { 'aria-hidden': 'true' }, letters));
    button.addEventListener('click', () => press(key));
    $('keypad').append(button);
  }
  $('call').addEventListener('keydown', event => {
    if (event.target.id === 'said' || event.ctrlKey || event.metaKey || event.altKey) return;
    if (/^[0-9*#]$/.test(event.key)) { press(event.key); event.preventDefault(); }
    else if (event.key === 'Escape' && !$('keypad').hidden) { $('keys').click(); $('keys').focus(); }
  });
  $('keys').addEventListener('click', () => {
    const open = $('keypad').hidden;
    $('keypad').hidden = !open;
    $('captions-scroll').hidden = open;
    $('keys').setAttribute('aria-expanded', String(open));
    if (open) $('keypad').firstElementChild.focus(); else toEnd();
  });
  $('dial').addEventListener('click', dial);
  $('hang-up').addEventListener('click', hangUp);
  $('mute').addEventListener('click', () => mute(!call.muted));
  $('speak').addEventListener('submit', event => {
    event.preventDefault();
    const text = $('said').value.trim();
    if (text) { say(text); $('said').value = ''; }
    $('said').focus();
  });
  document.addEventListener('phone:say', event => say(event.detail));
  document.addEventListener('phone:chosen', event => {
    hangUp();
    chosen = event.detail;
    const voice = chosen.channel === 'voice';
    $('call').hidden = !voice;
    $('ways').hidden = !voice;
    if (!voice) return;
    $('captions').replaceChildren();
    $('aura').dataset.turn = '';
    $('turn-of').hidden = $('timer').hidden = true;
    $('call-who').textContent = chosen.line ? chosen.line.agent : 'Nobody';
    $('call-face').textContent = chosen.line ? [...chosen.line.agent][0].toUpperCase() : '?';
    $('call-state').textContent = chosen.line ? `${chosen.line.business} · ${chosen.line.number}` : 'No agent has a number for calls. Publish one and give it a channel first.';
    $('dial').disabled = !chosen.line;
    shows('idle');
  });
  window.addEventListener('pagehide', hangUp);
  window.addEventListener('resize', toEnd);

  $('by-voice').checked = able['by-voice']();
  $('aloud').checked = able.aloud();
  $('by-voice-hint').textContent = !recognises ? 'This browser has no speech recognition: type what you say.'
    : !window.isSecureContext ? INSECURE + ' Type what you say.'
      : 'This browser hears for the telephone; some send the sound to their maker. Headphones help.';
  $('aloud-hint').textContent = speaks ? 'This browser speaks where it has a voice for the language; captions are always shown.'
    : 'This browser has no voice: read the captions.';
})();
