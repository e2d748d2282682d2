/* A telephone that texts an agent through the simulated vendors. No dependency.
   Text only ever becomes text nodes: no markup from either side is parsed or run. */
(() => {
  'use strict';
  const $ = id => document.getElementById(id);
  const TYPING_MILLIS = 25000, LEAD_MILLIS = 2500, BACKOFF_MAX_MILLIS = 10000, FILE_BYTES_MAX = 1000000, PICTURE_PIXELS_MAX = 1600;
  const WORDS = { sms: ['Hello!', 'STOP', 'START', 'HELP'], whatsapp: ['Hello!', 'STOP', 'START'],
    voice: ['Hello!', 'Yes', 'No', 'What does it cost?', 'Could you repeat that?', 'I want to speak to a person'] };
  const RANK = { waiting: 0, sent: 1, delivered: 2, read: 3, failed: 4 };
  const NAMES = { waiting: 'On its way', sent: 'Sent', delivered: 'Delivered', read: 'Read', failed: 'Not delivered' };
  const AREAS = ['206', '212', '312', '415', '512', '617', '702', '804'];
  const clock = new Intl.DateTimeFormat(navigator.language, { hour: '2-digit', minute: '2-digit' });

  /* ---- what survives a reload; in memory alone where the browser keeps nothing ---- */

  const quietly = action => { try { return action(); } catch { return null; } };
  const kept = name => quietly(() => localStorage.getItem('parley/sandbox/' + name));
  const keep = (name, value) => quietly(() => localStorage.setItem('parley/sandbox/' + name, value));

  const somebody = () => '+1' + AREAS[Math.floor(Math.random() * AREAS.length)] + '55501' +
    String(Math.floor(Math.random() * 100)).padStart(2, '0');

  let lines = [], channel = kept('channel') || 'sms', contact = kept('contact') || somebody();
  let line = null, after = 0, current = null, ticks = new Map(), shown = new Map(), lastOwn = null, lead = null;

  const el = (tag, attributes, ...children) => {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) {
      if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
      else if (value !== null && value !== false) node.setAttribute(name, value === true ? '' : value);
    }
    node.append(...children.filter(child => child !== null));
    return node;
  };
  const svg = (box, path) => {
    const space = 'http://www.w3.org/2000/svg';
    const node = document.createElementNS(space, 'svg'), drawn = document.createElementNS(space, 'path');
    node.setAttribute('viewBox', box);
    node.setAttribute('aria-hidden', 'true');
    drawn.setAttribute('d', path);
    node.append(drawn);
    return node;
  };

  /* ---- the server ---- */

  const phone = more => '?' + new URLSearchParams({ channel, number: line.number, contact, ...more });
  const ask = async (path, options) => {
    const response = await fetch('/sandbox/api/' + path, options);
    const body = await response.json().catch(() => ({}));
    if (!response.ok) throw new Error(body.detail || 'The server answered ' + response.status + '.');
    return body;
  };
  const trouble = text => {
    $('trouble').textContent = text || '';
    $('trouble').hidden = !text;
  };
  const doing = async action => {
    try { await action(); trouble(''); return true; } catch (e) { trouble(e.message); return false; }
  };
  /* Calls are call.js's: it is told whose telephone this is, and says what is pressed here. */
  const spread = (name, detail) => document.dispatchEvent(new CustomEvent(name, { detail }));
  const post = body => channel === 'voice' ? spread('phone:say', body.text) : doing(() => ask('messages' + phone(), {
    method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body),
  }));

  /* ---- bubbles ---- */

  const tickMark = state => {
    const path = state === 'failed' ? 'M8 1v5M8 9.6v.1' : state === 'waiting' ? 'M8 2v4l3 2' :
      state === 'sent' ? 'M4 6l3.2 3.2L13 2.4' : 'M1 6l3.2 3.2L10 2.4M7.4 8.4l.8.8L14 2.4';
    return el('span', { class: state }, svg('0 0 16 11', path), el('span', { class: 'sr' }, NAMES[state]));
  };
  const showTick = id => {
    const meta = shown.get(id);
    if (!meta) return;
    const state = ticks.get(id) || 'waiting';
    const old = meta.querySelector('.tick');
    if (old && old.dataset.state === state) return;
    const node = el('span', { class: 'tick', 'data-state': state, title: NAMES[state] }, tickMark(state));
    if (old) old.replaceWith(node); else meta.append(node);
  };
  const tick = event => {
    const now = ticks.get(event.id) || 'waiting';
    if (RANK[event.tick] > RANK[now]) ticks.set(event.id, event.tick);
    showTick(event.id);
  };
  const file = (message, media) => {
    const address = '/sandbox/api/files/' + encodeURIComponent(message.id) + phone();
    return media.media_type.startsWith('image/')
      ? el('img', { src: address, alt: media.name || 'Picture', loading: 'lazy' })
      : el('p', { class: 'paper' }, svg('0 0 24 24', 'M7 3h7l4 4v14H7zM14 3v4h4'), media.name || media.media_type);
  };
  const buttons = message => message.options.map(option =>
    el('button', { type: 'button', onclick: event => tap(event, option) }, option.title,
      option.description ? el('small', null, option.description) : null));
  const tap = async (event, option) => {
    if (!option.id) return trouble('This sandbox opens no links.');
    const group = event.currentTarget.closest('.taps');
    if (await post({ option: option.id })) for (const one of group.children) one.disabled = true;
  };
  const options = message => {
    if (!message.options.length) return null;
    const group = el('div', { class: 'taps', role: 'group', 'aria-label': 'Answers' }, ...buttons(message));
    return message.list_label
      ? el('details', { class: 'rows', ontoggle: event => event.currentTarget.scrollIntoView({ block: 'nearest' }) },
        el('summary', null, message.list_label), group)
      : group;
  };
  const words = message => {
    if (message.text) return el('p', null, message.text);
    return message.media.length ? null : el('p', null, '[' + message.kind + ']');
  };
  const bubble = (message, isNew) => {
    const meta = el('div', { class: 'meta' }, el('time', { datetime: message.at }, clock.format(new Date(message.at))));
    shown.set(message.id, meta);
    const node = el('div', {
      class: 'm' + (message.own ? ' own' : '') + (lastOwn === message.own ? '' : ' turn') + (isNew ? ' new' : ''),
    }, el('div', { class: 'bubble' },
      el('span', { class: 'sr' }, message.own ? 'You: ' : line.agent + ': '),
      message.header ? el('p', { class: 'title' }, message.header) : null,
      ...message.media.map(media => file(message, media)),
      words(message),
      message.footer ? el('p', { class: 'foot' }, message.footer) : null,
      meta), options(message));
    lastOwn = message.own;
    $('log').append(node);
    $('empty').hidden = true;
    showTick(message.id);
    if (!message.own) typing(false);
  };

  let typingTimer = 0;
  const typing = on => {
    clearTimeout(typingTimer);
    $('dots').hidden = !on;
    if (on) typingTimer = setTimeout(() => typing(false), TYPING_MILLIS);
  };

  const show = (events, isNew) => {
    const scroll = $('scroll');
    const atEnd = scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 80;
    for (const event of events) {
      if (event.type === 'message') bubble(event, isNew);
      else if (event.type === 'tick') tick(event);
      else if (event.type === 'typing') typing(true);
    }
    if (atEnd || events.some(event => event.own)) scroll.scrollTop = scroll.scrollHeight;
  };

  /* ---- the loops: what is new on this phone, and its lead ---- */

  const wait = (millis, signal) => new Promise(resolve => {
    const timer = setTimeout(resolve, millis);
    signal.addEventListener('abort', () => { clearTimeout(timer); resolve(); }, { once: true });
  });
  const listen = async signal => {
    let backoff = 500;
    while (!signal.aborted) {
      try {
        const first = after === 0;
        const got = await ask('events' + phone({ after }), { signal });
        if (signal.aborted) return;
        after = got.next;
        show(got.events, !first);
        if (backoff > 500) trouble('');
        backoff = 500;
      } catch (e) {
        if (signal.aborted) return;
        trouble('No connection to the server. Trying again.');
        await wait(backoff, signal);
        backoff = Math.min(backoff * 2, BACKOFF_MAX_MILLIS);
      }
    }
  };
  const watchLead = async signal => {
    while (!signal.aborted) {
      const got = await ask('lead' + phone(), { signal }).catch(() => null);
      if (signal.aborted) return;
      if (got) showLead(got.lead);
      await wait(LEAD_MILLIS, signal);
    }
  };

  /* ---- the lead ---- */

  const title = id => id.replaceAll('_', ' ');
  const value = field => {
    const v = field.value;
    if (v === null || v === undefined) return el('dd', { class: 'open' }, title(field.status || 'unknown'));
    if (v === true || v === false) return el('dd', null, v ? 'yes' : 'no');
    if (typeof v === 'object') {
      if ('amount' in v) {
        const sum = [v.amount, v.max].filter(x => x !== undefined && x !== null).join(' to ');
        return el('dd', null, sum + ' ' + v.currency + (v.period ? ' a ' + v.period : ''));
      }
      return el('dd', null, JSON.stringify(v));
    }
    return el('dd', null, String(v));
  };
  const quote = field => {
    const first = (field.evidence || [])[0];
    return first && first.quote ? el('dd', { class: 'quote' }, '“' + first.quote + '”') : null;
  };
  const showLead = found => {
    const text = JSON.stringify(found);
    if (text === lead) return;
    lead = text;
    if (!found) {
      $('lead').replaceChildren(el('p', { class: 'hint' },
        'When the conversation closes, the lead it became appears here, each field with the words that prove it.'));
      return;
    }
    const how = String(found.disposition || '').toLowerCase();
    const kind = how === 'qualified' ? '' : ['disqualified', 'opted_out', 'failed'].includes(how) ? ' no' : ' mid';
    $('lead').replaceChildren(
      el('p', { class: 'how' }, el('span', { class: 'badge' + kind }, title(how) || 'open'),
        found.score === undefined || found.score === null ? null : el('span', { class: 'score' }, 'Score ' + found.score),
        found.reason ? el('span', { class: 'hint' }, title(found.reason)) : null),
      (found.score_reasons || []).length
        ? el('ul', null, ...found.score_reasons.map(reason => el('li', null,
          typeof reason === 'string' ? reason : `${reason.reason} (${reason.points > 0 ? '+' : ''}${reason.points})`)))
        : null,
      el('dl', null, ...Object.entries(found.fields || {}).map(([id, field]) =>
        el('div', null, el('dt', null, title(id)), value(field), quote(field)))),
      el('details', null, el('summary', null, 'As JSON'), el('pre', { tabindex: 0 }, JSON.stringify(found, null, 2))));
  };
  const replace = $('lead').replaceChildren;
  $('lead').replaceChildren = (...nodes) => replace.apply($('lead'), nodes.filter(node => node !== null));

  /* ---- which phone ---- */

  const choose = () => {
    if (current) current.abort();
    current = new AbortController();
    after = 0; ticks = new Map(); shown = new Map(); lastOwn = null; lead = undefined;
    $('log').replaceChildren();
    $('empty').hidden = false;
    typing(false);
    unpick();
    trouble('');
    const mine = lines.filter(one => one.channel === channel);
    line = mine.find(one => one.number === $('line').value) || mine[0] || null;
    $('line').replaceChildren(...mine.map(one =>
      el('option', { value: one.number, selected: one === line }, `${one.agent} · ${one.business}` + (mine.some(other => other !== one && other.agent === one.agent && other.business === one.business) ? ` (${one.number})` : ''))));
    $('line').disabled = !mine.length;
    $('screen').className = 'screen ' + channel;
    $('via').textContent = { sms: 'SMS', whatsapp: 'WhatsApp', voice: 'Call' }[channel];
    $('who').textContent = line ? line.agent : 'Nobody';
    $('where').textContent = line ? `${line.business} · ${line.number}` : 'no number on this channel';
    $('face').textContent = line ? [...line.agent][0].toUpperCase() : '?';
    $('words').replaceChildren(...WORDS[channel].map(word =>
      el('button', { type: 'button', onclick: () => post({ text: word }) }, word)));
    $('composer').inert = !line;
    $('words').inert = !line;
    $('words').setAttribute('aria-label', channel === 'voice' ? 'Ready-made sentences' : 'Ready-made messages');
    $('scroll').hidden = $('composer').hidden = channel === 'voice';
    spread('phone:chosen', { channel, line, contact });
    if (!line) {
      $('empty').textContent = 'No agent has a number on this channel. Publish one and give it a channel first.';
      showLead(null);
      return;
    }
    $('empty').textContent = 'Say hello to begin.';
    if (channel !== 'voice') listen(current.signal);
    watchLead(current.signal);
  };
  const become = number => {
    contact = number;
    keep('contact', contact);
    $('contact').value = contact;
    $('contact').removeAttribute('aria-invalid');
    choose();
  };

  /* ---- the composer ---- */

  let picked = null;
  const unpick = () => {
    picked = null;
    $('file').value = '';
    $('picked').hidden = true;
  };
  const grow = () => {
    $('text').style.height = 'auto';
    $('text').style.height = $('text').scrollHeight + 2 + 'px';
  };
  const send = async () => {
    const text = $('text').value;
    if (!line || (!text.trim() && !picked)) return;
    const file = picked;
    const sent = file
      ? await doing(() => ask('files' + phone({ caption: text, name: file.name }),
        { method: 'POST', headers: { 'Content-Type': file.type }, body: file }))
      : await post({ text });
    if (sent) {
      $('text').value = '';
      unpick();
      grow();
    }
  };

  $('composer').addEventListener('submit', event => { event.preventDefault(); send(); $('text').focus(); });
  $('text').addEventListener('input', grow);
  $('text').addEventListener('keydown', event => {
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) { event.preventDefault(); send(); }
  });
  /* A camera's picture is more than the vendors would carry: it is made smaller, as phones do. */
  const smaller = async file => {
    if (file.size <= FILE_BYTES_MAX || !/^image\/(jpeg|png|webp)$/.test(file.type)) return file;
    const picture = await createImageBitmap(file);
    const scale = Math.min(1, PICTURE_PIXELS_MAX / Math.max(picture.width, picture.height));
    const canvas = el('canvas', { width: Math.round(picture.width * scale), height: Math.round(picture.height * scale) });
    canvas.getContext('2d').drawImage(picture, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise(resolve => canvas.toBlob(resolve, 'image/jpeg', 0.8));
    return new File([blob], file.name.replace(/\.[^.]*$/, '') + '.jpg', { type: 'image/jpeg' });
  };
  $('file').addEventListener('change', () => doing(async () => {
    if (!$('file').files[0]) return;
    const file = await smaller($('file').files[0]);
    if (file.size > FILE_BYTES_MAX) { unpick(); throw new Error('A file of more than 1 MB cannot be sent.'); }
    picked = file;
    $('picked-name').textContent = file.name;
    $('picked').hidden = false;
    $('text').focus();
  }));
  $('unpick').addEventListener('click', () => { unpick(); $('text').focus(); });
  $('fresh').addEventListener('click', () => become(somebody()));
  $('contact').addEventListener('change', () => {
    const number = $('contact').value.replace(/[\s().-]/g, '');
    if (/^\+[1-9][0-9]{6,14}$/.test(number)) become(number);
    else $('contact').setAttribute('aria-invalid', 'true');
  });
  $('line').addEventListener('change', choose);
  for (const input of document.querySelectorAll('input[name=channel]')) {
    input.checked = input.value === channel;
    input.addEventListener('change', () => {
      channel = input.value;
      keep('channel', channel);
      choose();
    });
  }
  const time = () => { $('clock').textContent = clock.format(new Date()); };
  time();
  setInterval(time, 10000);
  $('contact').value = contact;

  keep('contact', contact);

  const begin = async () => {
    try {
      lines = (await ask('lines')).lines;
      choose();
    } catch (e) {
      trouble(e.message);
      setTimeout(begin, 2000);
    }
  };
  begin();
})();
