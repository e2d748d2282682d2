/* The web chat. One script tag, no dependency:
     <script src="https://chat.example/widget.js" data-widget-key="…" async></script>
   Options: data-color (any CSS colour) · data-position right|left · data-title · data-lang
            data-theme auto|light|dark · data-open (open at first sight)
   Text only ever becomes text nodes: no markup from either side is parsed or run. */
(() => {
  'use strict';
  const script = document.currentScript;
  const options = script ? script.dataset : {};
  const key = options.widgetKey;
  if (!key) return console.error('parley: the script tag needs data-widget-key');
  const here = Symbol.for('parley/' + key);
  if (window[here]) return;
  window[here] = true;

  const base = new URL('.', script.src);
  const isPage = options.mode === 'page';
  const address = new URL('v1/chat/' + encodeURIComponent(key), base);
  const socketAddress = address.href.replace(/^http/, 'ws');
  const ACK_MILLIS = 12000, TYPING_MILLIS = 20000, NOTICE_MILLIS = 1500, STABLE_MILLIS = 5000, QUIET_MILLIS = 800;
  const BACKOFF_MAX_MILLIS = 30000;

  /* ---- words ---- */

  const NAMES = ('open close chatWith ai write message send log you typing sending sent failed ' +
    'offline connecting ended again end endAsk endYes endNo jump unread long unavailable team ' +
    'newTab').split(' ');
  const WORDS = {
    en: 'Open chat|Close chat|Chat with {}|AI assistant|Write a message…|Message|Send|Conversation|You|{} is typing…|Sending…|Sent|Not sent|Connection lost. What you write is kept and sent as soon as it is back.|Connecting…|This conversation has ended.|Start a new conversation|End conversation|End this conversation?|End|Keep chatting|New messages|{} unread|This message is too long.|This chat is not available at the moment.|Team {}|opens in a new tab',
    es: 'Abrir el chat|Cerrar el chat|Chat con {}|Asistente de IA|Escribe un mensaje…|Mensaje|Enviar|Conversación|Tú|{} está escribiendo…|Enviando…|Enviado|No enviado|Sin conexión. Lo que escribas se guarda y se enviará en cuanto vuelva.|Conectando…|Esta conversación ha terminado.|Empezar otra conversación|Terminar la conversación|¿Terminar esta conversación?|Terminar|Seguir|Mensajes nuevos|{} sin leer|Este mensaje es demasiado largo.|Este chat no está disponible en este momento.|Equipo de {}|se abre en otra pestaña',
    pt: 'Abrir o chat|Fechar o chat|Chat com {}|Assistente de IA|Escreva uma mensagem…|Mensagem|Enviar|Conversa|Você|{} está escrevendo…|Enviando…|Enviada|Não enviada|Sem conexão. O que escrever fica guardado e será enviado assim que ela voltar.|Conectando…|Esta conversa terminou.|Começar outra conversa|Terminar a conversa|Terminar esta conversa?|Terminar|Continuar|Novas mensagens|{} não lidas|Esta mensagem é longa demais.|Este chat não está disponível no momento.|Equipe {}|abre em outra aba',
    de: 'Chat öffnen|Chat schließen|Chat mit {}|KI-Assistenz|Nachricht schreiben…|Nachricht|Senden|Unterhaltung|Sie|{} schreibt…|Wird gesendet…|Gesendet|Nicht gesendet|Keine Verbindung. Was Sie schreiben, bleibt erhalten und wird gesendet, sobald sie wieder da ist.|Verbindung wird aufgebaut…|Diese Unterhaltung ist beendet.|Neue Unterhaltung beginnen|Unterhaltung beenden|Diese Unterhaltung beenden?|Beenden|Weiter chatten|Neue Nachrichten|{} ungelesen|Diese Nachricht ist zu lang.|Dieser Chat ist gerade nicht verfügbar.|Team {}|öffnet in neuem Tab',
    fr: 'Ouvrir le chat|Fermer le chat|Discuter avec {}|Assistant IA|Écrivez un message…|Message|Envoyer|Conversation|Vous|{} écrit…|Envoi…|Envoyé|Non envoyé|Connexion perdue. Ce que vous écrivez est conservé et sera envoyé dès son retour.|Connexion…|Cette conversation est terminée.|Nouvelle conversation|Terminer la conversation|Terminer cette conversation ?|Terminer|Continuer|Nouveaux messages|{} non lus|Ce message est trop long.|Ce chat n’est pas disponible pour le moment.|Équipe {}|s’ouvre dans un nouvel onglet',
    it: 'Apri la chat|Chiudi la chat|Chat con {}|Assistente IA|Scrivi un messaggio…|Messaggio|Invia|Conversazione|Tu|{} sta scrivendo…|Invio…|Inviato|Non inviato|Connessione persa. Ciò che scrivi resta salvato e sarà inviato appena torna.|Connessione…|Questa conversazione è terminata.|Inizia una nuova conversazione|Termina la conversazione|Terminare questa conversazione?|Termina|Continua|Nuovi messaggi|{} non letti|Questo messaggio è troppo lungo.|Questa chat non è disponibile al momento.|Team {}|si apre in un’altra scheda',
  };
  const wished = [options.lang, document.documentElement.lang, ...(navigator.languages || [])]
    .filter(Boolean);
  const speaks = wished.find(tag => WORDS[tag.slice(0, 2).toLowerCase()]) || 'en';
  const lang = speaks.slice(0, 2).toLowerCase();
  const language = /^[a-z]{2,8}(-[a-z0-9]{1,8}){0,4}$/i.test(wished[0] || '') ? wished[0] : speaks;
  const say = {};
  WORDS[lang].split('|').forEach((text, i) => {
    say[NAMES[i]] = text.includes('{}') ? value => text.replace('{}', () => value) : text;
  });
  const clock = new Intl.DateTimeFormat(speaks, { hour: '2-digit', minute: '2-digit' });
  const calendar = new Intl.DateTimeFormat(speaks, { weekday: 'long', day: 'numeric', month: 'long' });

  /* ---- what survives a reload; in memory alone where the browser keeps nothing ---- */

  const prefix = `parley/${base.host}${base.pathname}${key}/`;
  const memory = new Map();
  const quietly = action => { try { return action(); } catch { return null; } };
  const store = {
    get: name => quietly(() => localStorage.getItem(prefix + name)) ?? memory.get(name) ?? null,
    set: (name, value) => {
      memory.set(name, value);
      quietly(() => localStorage.setItem(prefix + name, value));
    },
    remove: name => {
      memory.delete(name);
      quietly(() => localStorage.removeItem(prefix + name));
    },
    names: () => quietly(() => Object.keys(localStorage)
      .filter(name => name.startsWith(prefix)).map(name => name.slice(prefix.length))) || [],
  };

  /* ---- building blocks ---- */

  const el = (tag, attributes, ...children) => {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) {
      if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
      else if (value !== null && value !== false) node.setAttribute(name, value === true ? '' : value);
    }
    node.append(...children);
    return node;
  };
  const icon = path => {
    const space = 'http://www.w3.org/2000/svg';
    const svg = document.createElementNS(space, 'svg');
    const line = document.createElementNS(space, 'path');
    svg.setAttribute('viewBox', '0 0 24 24');
    svg.setAttribute('aria-hidden', 'true');
    line.setAttribute('d', path);
    svg.append(line);
    return svg;
  };
  const ICONS = {
    chat: 'M4 11.5a7.5 7.5 0 0 1 7.5-7.5h1a7.5 7.5 0 0 1 0 15H12c-1 0-2-.2-2.9-.6L4.5 19.5l1-3.6A7.4 7.4 0 0 1 4 11.5Z',
    down: 'm6 9.5 6 6 6-6',
    send: 'M5 12h13M12 5.5 18.5 12 12 18.5',
    exit: 'M14 4h4a1 1 0 0 1 1 1v14a1 1 0 0 1-1 1h-4M9 16l-4-4 4-4M5 12h9',
  };
  const button = (name, label, path, action) =>
    el('button', { type: 'button', class: name, 'aria-label': label, title: label, onclick: action },
      icon(path));

  /* Links are made here and nowhere else: http and https only, as elements, never as markup. */
  const LINK = /https?:\/\/[^\s<>"'“”«»]+/gi;
  const withLinks = text => {
    const parts = [];
    let end = 0;
    for (const match of text.matchAll(LINK)) {
      let found = match[0].replace(/[.,;:!?…]+$/, '');
      if (found.endsWith(')') && !found.includes('(')) found = found.slice(0, -1);
      const url = quietly(() => new URL(found));
      if (!url || !/^https?:$/.test(url.protocol)) continue;
      parts.push(text.slice(end, match.index), el('a', {
        href: url.href, target: '_blank', rel: 'noopener noreferrer nofollow',
        'aria-description': say.newTab,
      }, found));
      end = match.index + found.length;
    }
    return [...parts, text.slice(end)];
  };

  /* ---- the face ---- */

  const STYLE = `
:host{all:initial}
*{box-sizing:border-box}
.root{--accent:#0b6e5f;--on:#fff;--bg:#fff;--soft:#eff3f2;--text:#16211e;--mute:#56645f;--line:#dbe3e0;--bad:#a8201a;
font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;color:var(--text);color-scheme:light;-webkit-text-size-adjust:100%}
.dark{--accent:#35b39d;--on:#04211b;--bg:#141b19;--soft:#222c29;--text:#e9f0ed;--mute:#a5b4af;--line:#31403b;--bad:#ff9b93;color-scheme:dark}
button,textarea{font:inherit;color:inherit;margin:0}
button{cursor:pointer;border:1px solid transparent;background:none;border-radius:10px;padding:0}
button:disabled{cursor:default}
:focus{outline:none}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
svg{width:24px;height:24px;fill:none;stroke:currentColor;stroke-width:2;stroke-linecap:round;stroke-linejoin:round;display:block}
[hidden]{display:none!important}
.sr{position:absolute;width:1px;height:1px;margin:-1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.launch{position:fixed;z-index:2147483000;inset-block-end:calc(20px + env(safe-area-inset-bottom));inset-inline-end:20px;width:60px;height:60px;border-radius:22px 22px 22px 8px;background:var(--accent);color:var(--on);display:grid;place-items:center;box-shadow:0 2px 6px #0003,0 10px 28px #0003;transition:transform .18s,box-shadow .18s}
.launch:hover{transform:translateY(-2px);box-shadow:0 4px 10px #0003,0 14px 34px #0004}
.launch svg{width:28px;height:28px}
.left .launch,.left .panel{inset-inline:20px auto}
.badge{position:absolute;inset-block-start:-5px;inset-inline-end:-5px;min-width:22px;height:22px;padding:0 6px;border-radius:11px;background:#b3261e;color:#fff;font:600 12px/22px system-ui,sans-serif;text-align:center}
.panel{position:fixed;z-index:2147483001;inset-block-end:calc(92px + env(safe-area-inset-bottom));inset-inline-end:20px;width:384px;max-width:calc(100vw - 40px);height:min(640px,calc(100vh - 116px));background:var(--bg);border:1px solid var(--line);border-radius:20px;box-shadow:0 4px 14px #0002,0 24px 64px #0003;display:flex;flex-direction:column;overflow:hidden;animation:rise .2s cubic-bezier(.2,.8,.3,1)}
@keyframes rise{from{opacity:0;transform:translateY(12px) scale(.985)}}
header{display:flex;align-items:center;gap:12px;padding:14px 12px 13px 16px;border-bottom:1px solid var(--line)}
.face{position:relative;flex:none;width:40px;height:40px;border-radius:14px 14px 14px 5px;background:var(--accent);color:var(--on);font-weight:650;font-size:18px;display:grid;place-items:center}
.face::after{content:"";position:absolute;inset:auto -3px -3px auto;width:12px;height:12px;border-radius:50%;border:2px solid var(--bg);background:#8b9994}
.live .face::after{background:#1f9d61}
.who{flex:1;min-width:0}
h2,h1{margin:0;font-size:16px;font-weight:650;line-height:1.3;letter-spacing:-.005em;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.who p{margin:0;font-size:13px;line-height:1.35;color:var(--mute);overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.tool{width:38px;height:38px;color:var(--mute);display:grid;place-items:center;flex:none}
.tool+.tool{margin-inline-start:-8px}
.tool svg{width:21px;height:21px}
.tool:hover,.plain:hover{background:var(--soft);color:var(--text)}
.bar{display:flex;align-items:center;flex-wrap:wrap;gap:8px;padding:10px 16px;background:var(--soft);border-bottom:1px solid var(--line);font-size:14px;line-height:1.4}
.bar p{margin:0;flex:1 1 100%}
.plain,.solid{padding:7px 14px;font-weight:600;font-size:14px;line-height:1.4}
.plain{border-color:var(--line);background:var(--bg)}
.solid{background:var(--accent);color:var(--on)}
.solid:hover,.send:hover{filter:brightness(1.08)}
.middle{position:relative;flex:1;min-height:0;display:flex}
.scroll{flex:1;overflow-y:auto;overscroll-behavior:contain;padding:18px 16px 10px;display:flex;flex-direction:column;scrollbar-width:thin;scrollbar-color:var(--line) transparent}
.scroll:focus-visible{outline-offset:-3px}
.scroll::before{content:"";margin-block-start:auto}
.day{align-self:center;margin:6px 0 10px;font-size:12px;color:var(--mute)}
.log{display:flex;flex-direction:column}
.m{display:flex;flex-direction:column;align-items:flex-start;max-width:84%;margin-block-end:3px}
.m.new{animation:in .18s ease-out}
@keyframes in{from{opacity:0;transform:translateY(6px)}}
.m.contact{align-self:flex-end;align-items:flex-end}
.text{padding:9px 14px;border-radius:18px;border:1px solid transparent;background:var(--soft);white-space:pre-wrap;overflow-wrap:anywhere;unicode-bidi:plaintext;text-align:start}
.contact .text{background:var(--accent);color:var(--on)}
.m.end .text{border-end-start-radius:6px}
.m.contact.end .text{border-end-start-radius:18px;border-end-end-radius:6px}
.text a{color:inherit;text-decoration:underline;text-underline-offset:2px}
.m:not(.start) .by{display:none}
.by{margin:4px 4px 2px;font-size:12px;color:var(--mute);font-weight:600}
.meta{display:none;gap:6px;margin:4px 6px 10px;font-size:12px;line-height:1.3;color:var(--mute)}
.m.end .meta{display:flex}
.meta span:empty{display:none}
.m.waiting .text{opacity:.92}
.m.failed .text{background:transparent;color:var(--text);border-color:var(--bad)}
.failed .meta{display:flex;color:var(--bad);font-weight:600}
.dots{align-self:flex-start;display:flex;gap:5px;padding:15px 16px;border-radius:18px 18px 18px 6px;background:var(--soft);margin-block-end:10px}
.dots i{width:7px;height:7px;border-radius:50%;background:var(--mute);animation:hop 1.2s infinite}
.dots i:nth-child(2){animation-delay:.15s}
.dots i:nth-child(3){animation-delay:.3s}
@keyframes hop{0%,60%,100%{transform:none;opacity:.55}30%{transform:translateY(-4px);opacity:1}}
.jump{position:absolute;inset-block-end:10px;inset-inline:0;margin:auto;width:max-content;padding:6px 14px;border-radius:16px;background:var(--text);color:var(--bg);font-size:13px;font-weight:600;box-shadow:0 4px 14px #0003}
form{display:flex;align-items:flex-end;gap:8px;margin:0;padding:10px 12px calc(12px + env(safe-area-inset-bottom));border-top:1px solid var(--line)}
.box{flex:1;min-width:0;display:flex;flex-direction:column;border:1px solid var(--mute);border-radius:20px;background:var(--bg)}
.box:focus-within{border-color:var(--accent);box-shadow:0 0 0 2px var(--accent)}
textarea{display:block;width:100%;resize:none;border:0;background:none;padding:10px 16px;font-size:16px;line-height:1.4;max-height:136px;min-height:42px;overflow-y:auto;scrollbar-width:thin;outline:none!important}
textarea::placeholder{color:var(--mute);opacity:1}
.count{padding:0 16px 8px;font-size:12px;color:var(--mute);text-align:end}
.send{flex:none;width:44px;height:44px;border-radius:16px 16px 16px 6px;background:var(--accent);color:var(--on);display:grid;place-items:center;transition:background .15s}
.send:disabled{background:var(--soft);color:var(--mute);filter:none}
.over{padding:16px 16px calc(18px + env(safe-area-inset-bottom));border-top:1px solid var(--line);text-align:center}
.over p{margin:0 0 12px;color:var(--mute);font-size:14px}
.over .solid{padding:10px 20px}
.full .panel{inset:0;width:100%;max-width:none;height:100%;border:0;border-radius:0;box-shadow:none;animation:none}
@media (min-width:481px){.full .panel{background:var(--soft)}.full .in{width:100%;max-width:760px;margin:0 auto;background:var(--bg);overflow:hidden}
.full header{padding-inline:24px 20px}.full .scroll{padding-inline:24px}.full form{padding-inline:20px;padding-block:14px 20px}.full .m{max-width:76%}}
.in{display:flex;flex-direction:column;flex:1;min-height:0}
@media (min-width:800px) and (min-height:560px){.full .in{margin-block:28px;border:1px solid var(--line);border-radius:22px;box-shadow:0 24px 64px #0000001a}}
@media (max-width:480px){.panel{inset:0!important;width:100%;max-width:none;height:100vh;height:100dvh;border:0;border-radius:0}.panel:not([hidden])+.launch{display:none}}
@media (prefers-reduced-motion:reduce){*,*::after{animation:none!important;transition:none!important}}
@media (prefers-contrast:more){.root{--mute:var(--text);--line:var(--text)}.text{border-color:var(--line)}.m.waiting .text{opacity:1}}
@media (forced-colors:active){.text,.solid,.send,.launch,.jump,.dots,.badge,.face{border:1px solid}.box:focus-within{outline:2px solid}}
@media print{.root{display:none}}`;

  const host = el('div', { 'data-parley': key });
  const shadow = host.attachShadow({ mode: 'open' });
  if (shadow.adoptedStyleSheets && window.CSSStyleSheet && CSSStyleSheet.prototype.replaceSync) {
    const sheet = new CSSStyleSheet(); // allowed under a host page's strict style-src
    sheet.replaceSync(STYLE);
    shadow.adoptedStyleSheets = [sheet];
  } else {
    const style = el('style');
    style.textContent = STYLE;
    shadow.append(style);
  }

  const heading = el(isPage ? 'h1' : 'h2', { id: 'title', dir: 'auto' });
  const subtitle = el('p');
  const initial = el('div', { class: 'face', 'aria-hidden': 'true' });
  const endTool = button('tool', say.end, ICONS.exit, () => showConfirm(true));
  const closeTool = button('tool', say.close, ICONS.down, () => setOpen(false));
  const notice = el('div', { class: 'bar', hidden: true });
  const confirmBar = el('div', { class: 'bar', hidden: true, role: 'group', 'aria-label': say.end },
    el('p', {}, say.endAsk),
    el('button', { type: 'button', class: 'plain', onclick: () => showConfirm(false) }, say.endNo),
    el('button', { type: 'button', class: 'solid', onclick: endConversation }, say.endYes));
  const log = el('div', { class: 'log' });
  const dots = el('div', { class: 'dots', 'aria-hidden': 'true', hidden: true }, el('i'), el('i'), el('i'));
  const scroll = el('div', { class: 'scroll', tabindex: '0', role: 'log', 'aria-label': say.log,
    'aria-live': 'off', 'aria-relevant': 'additions' }, log, dots);
  const jump = el('button', { type: 'button', class: 'jump', hidden: true, onclick: () => toEnd() }, say.jump);
  const input = el('textarea', {
    id: 'input', rows: '1', placeholder: say.write, dir: 'auto', enterkeyhint: 'send',
    autocomplete: 'off', 'aria-describedby': 'count',
  });
  const count = el('div', { class: 'count', id: 'count', hidden: true });
  const sendTool = button('send', say.send, ICONS.send, () => {});
  sendTool.type = 'submit';
  const form = el('form', { novalidate: true },
    el('div', { class: 'box' }, el('label', { class: 'sr', for: 'input' }, say.message), input, count),
    sendTool);
  const again = el('button', { type: 'button', class: 'solid', onclick: beginAgain }, say.again);
  const over = el('div', { class: 'over', hidden: true }, el('p', {}, say.ended), again);
  const panel = el('section', { class: 'panel', id: 'panel', role: isPage ? 'main' : 'dialog',
    'aria-labelledby': 'title', hidden: true, tabindex: '-1' },
    el('div', { class: 'in' },
      el('header', {}, initial, el('div', { class: 'who' }, heading, subtitle), endTool, ...(isPage ? [] : [closeTool])),
      notice, confirmBar, el('div', { class: 'middle' }, scroll, jump), form, over));
  const badge = el('span', { class: 'badge', 'aria-hidden': 'true', hidden: true });
  const launch = el('button', { type: 'button', class: 'launch', 'aria-haspopup': 'dialog',
    'aria-expanded': 'false', 'aria-controls': 'panel', onclick: () => setOpen(!isOpen) },
    icon(ICONS.chat), badge);
  const status = el('div', { class: 'sr', role: 'status' });
  const root = el('div', { class: 'root', lang }, panel, ...(isPage ? [] : [launch]), status);
  root.classList.toggle('full', isPage);
  root.classList.toggle('left', options.position === 'left');
  shadow.append(root);

  const theme = matchMedia('(prefers-color-scheme: dark)');
  const small = matchMedia('(max-width: 480px)');
  const paint = () => {
    root.classList.toggle('dark', options.theme === 'dark' || (options.theme !== 'light' && theme.matches));
    if (!options.color || !CSS.supports('color', options.color)) return;
    root.style.setProperty('--accent', options.color);
    const [r, g, b] = (getComputedStyle(initial).backgroundColor.match(/[\d.]+/g) || [0, 0, 0])
      .map(channel => (channel /= 255) <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4);
    const luminance = 0.2126 * r + 0.7152 * g + 0.0722 * b;
    root.style.setProperty('--on', luminance > 0.18 ? '#000' : '#fff');
  };

  /* ---- the conversation as this tab knows it ---- */

  let agent = '', textMax = 4000;
  let session = store.get('session');
  let conversation = null, lastSeq = 0, seen = +store.get('seen') || 0, unread = 0;
  let isOpen = false, isOver = false, gaveUp = false, wasOnline = false;
  let socket = null, welcomed = false, attempts = 0;
  let waitAtLeast = 0;
  let reconnectTimer, stableTimer, noticeTimer, typingTimer, ackTimer, quietTimer, typedAt = 0;
  /* Messages that are in no turn yet, in the order they were sent: id -> entry. */
  const pending = new Map();

  const entries = () => [...pending.values()];
  const keep = entry => store.set('out/' + entry.id,
    JSON.stringify({ id: entry.id, text: entry.text, at: entry.at, acked: entry.acked }));

  function connect() {
    clearTimeout(reconnectTimer);
    if (socket || gaveUp) return;
    const mine = socket = new WebSocket(socketAddress);
    mine.onopen = () => transmit({ type: 'hello', session, last_seq: lastSeq, language, own_turns: true });
    mine.onmessage = event => {
      const frame = quietly(() => JSON.parse(event.data));
      if (mine === socket && frame) (receive[frame.type] || (() => {}))(frame);
    };
    mine.onclose = () => {
      if (mine !== socket) return;
      socket = null;
      disconnected();
    };
  }

  function disconnected() {
    welcomed = false;
    clearTimeout(ackTimer);
    clearTimeout(stableTimer);
    showTyping(false);
    panel.classList.remove('live');
    if (gaveUp) return;
    noticeTimer = noticeTimer || setTimeout(
      () => tell(wasOnline ? say.offline : say.connecting), NOTICE_MILLIS);
    // Waits longer each time, and never in step with everybody else's browser.
    const wait = Math.min(BACKOFF_MAX_MILLIS, 500 * 2 ** attempts++) * (0.5 + Math.random());
    clearTimeout(reconnectTimer);
    reconnectTimer = setTimeout(connect, Math.max(wait, waitAtLeast));
    waitAtLeast = 0;
  }

  function hurry() {
    if (!socket && !gaveUp && (isOpen || session)) {
      attempts = 0;
      connect();
    }
  }

  function hangUp() {
    const old = socket;
    socket = null;
    if (old) old.close();
  }

  function transmit(frame) {
    if (socket && socket.readyState === 1) socket.send(JSON.stringify(frame));
  }

  const receive = {
    welcome(frame) {
      if (conversation && conversation !== frame.conversation) clearView();
      if (session && session !== frame.session) {
        // Another conversation than the kept one: what that one had taken is not ours to show.
        entries().filter(entry => entry.acked).forEach(forget);
        seen = 0;
      }
      conversation = frame.conversation;
      session = frame.session;
      store.set('session', session);
      store.remove('over');
      welcomed = true;
      wasOnline = true;
      stableTimer = setTimeout(() => { attempts = 0; }, STABLE_MILLIS);
      clearTimeout(noticeTimer);
      noticeTimer = 0;
      tell('');
      panel.classList.add('live');
      endTool.disabled = false;
      clearTimeout(quietTimer);
      // What was said before is read when asked for, not announced.
      quietTimer = setTimeout(() => scroll.setAttribute('aria-live', 'polite'), QUIET_MILLIS);
      flush();
    },
    ack(frame) {
      const entry = pending.get(frame.id);
      if (!entry) return;
      entry.acked = true;
      if (entry.own) keep(entry);
      mark(entry);
      watchAcks();
    },
    typing() {
      showTyping(true);
    },
    message(frame) {
      if (!(frame.seq > lastSeq)) return;
      lastSeq = frame.seq;
      const mine = (frame.ids || []).map(id => pending.get(id)).filter(Boolean);
      if (mine.length) {
        mine.forEach(entry => settle(entry, frame));
      } else {
        place(bubble(frame.from, frame.text, frame.at), firstPending());
      }
      if (frame.from !== 'contact') {
        showTyping(false);
        arrived(frame);
      }
      toEnd(true);
    },
    echo(frame) {
      if (!pending.has(frame.id)) addPending({ id: frame.id, text: frame.text, at: new Date().toISOString(), acked: true });
    },
    closed() {
      if (!isOver) finish();
    },
    error(frame) {
      const entry = frame.id && pending.get(frame.id);
      if (frame.code === 'no_such_widget') return giveUp();
      if (!entry) {
        waitAtLeast = +frame.retry_after_millis || 0;
        return console.warn('parley: ' + frame.code + ': ' + frame.message);
      }
      if (frame.code === 'conversation_closed') {
        takeBack(entry);
        if (!isOver) finish();
      } else if (/^(text_|bad_id|malformed)/.test(frame.code)) {
        entry.failed = true;
        store.remove('out/' + entry.id);
        mark(entry);
      } else {
        entry.sentOver = null;
        setTimeout(flush, frame.retry_after_millis || 2500);
      }
    },
  };

  /* Sends what no server has acknowledged, each once per connection, always under its own id. */
  function flush() {
    if (!welcomed || isOver) return;
    for (const entry of entries()) {
      if (entry.own && !entry.acked && !entry.failed && entry.sentOver !== socket) {
        entry.sentOver = socket;
        transmit({ type: 'message', id: entry.id, text: entry.text });
      }
    }
    watchAcks();
  }

  /* A connection that swallows messages is dead, whatever the browser thinks of it. */
  function watchAcks() {
    clearTimeout(ackTimer);
    if (welcomed && entries().some(entry => entry.sentOver === socket && !entry.acked && !entry.failed)) {
      ackTimer = setTimeout(() => {
        hangUp();
        disconnected();
      }, ACK_MILLIS);
    }
  }

  function send(text) {
    const id = window.crypto && crypto.randomUUID ? crypto.randomUUID()
      : Date.now().toString(36) + '-' + Math.random().toString(36).slice(2) + Math.random().toString(36).slice(2);
    const entry = { id, text, at: new Date().toISOString(), own: true };
    keep(entry);
    addPending(entry);
    toEnd();
    connect();
    flush();
  }

  function addPending(entry) {
    pending.set(entry.id, entry);
    entry.node = bubble('contact', entry.text, entry.at);
    mark(entry);
    place(entry.node, null);
    toEnd(true);
  }

  function forget(entry) {
    pending.delete(entry.id);
    store.remove('out/' + entry.id);
    if (entry.node) entry.node.remove();
    group();
  }

  /* Its turn has a number now: from here on it stands where the transcript has it. */
  function settle(entry, frame) {
    pending.delete(entry.id);
    store.remove('out/' + entry.id);
    entry.settled = true;
    mark(entry);
    const next = firstPending();
    if (next && next.compareDocumentPosition(entry.node) & Node.DOCUMENT_POSITION_FOLLOWING) {
      place(entry.node, next);
    }
    stamp(entry.node, frame.at);
  }

  function takeBack(entry) {
    input.value = input.value ? entry.text + '\n' + input.value : entry.text;
    typed();
    forget(entry);
  }

  function finish() {
    isOver = true;
    store.set('over', '1');
    showTyping(false);
    const hadFocus = form.contains(shadow.activeElement);
    entries().filter(entry => entry.own && !entry.acked && !entry.failed).forEach(takeBack);
    form.hidden = true;
    over.hidden = false;
    endTool.hidden = true;
    showConfirm(false);
    announce(say.ended);
    if (hadFocus) again.focus();
    toEnd(true);
  }

  function beginAgain() {
    const other = store.get('session');
    hangUp();
    clearView();
    entries().forEach(forget);
    // Another tab may have begun it already.
    session = other !== session ? other : null;
    if (!session) store.remove('session');
    store.remove('seen');
    store.remove('over');
    seen = 0;
    attempts = 0;
    connect();
    input.focus();
  }

  function clearView() {
    entries().forEach(entry => { if (!entry.own || entry.acked) forget(entry); });
    log.replaceChildren(...entries().map(entry => entry.node));
    scroll.setAttribute('aria-live', 'off');
    conversation = null;
    lastSeq = 0;
    isOver = false;
    form.hidden = false;
    over.hidden = true;
    endTool.hidden = false;
    showTyping(false);
  }

  function endConversation() {
    showConfirm(false);
    transmit({ type: 'end' });
  }

  function giveUp() {
    gaveUp = true;
    clearTimeout(noticeTimer);
    hangUp();
    form.hidden = true;
    endTool.hidden = true;
    tell(say.unavailable);
  }

  /* ---- the log ---- */

  function bubble(from, text, at) {
    const fresh = scroll.getAttribute('aria-live') === 'polite' || !welcomed;
    const node = el('div', { class: 'm ' + from + (fresh ? ' new' : '') });
    const by = from === 'contact' ? say.you : from === 'human' ? say.team(heading.textContent) : agent;
    node.append(
      from === 'human' ? el('div', { class: 'by' }, by) : el('span', { class: 'sr' }, by + ': '),
      el('div', { class: 'text', dir: 'auto' }, ...(from === 'contact' ? [text] : withLinks(text))),
      el('div', { class: 'meta' }, el('time'), el('span')));
    node.dataset.from = from;
    stamp(node, at);
    return node;
  }

  function stamp(node, at) {
    const date = new Date(at || Date.now());
    const time = node.querySelector('time');
    if (isNaN(date)) return;
    time.dateTime = date.toISOString();
    time.textContent = clock.format(date);
    node.dataset.day = date.toDateString();
  }

  function mark(entry) {
    if (!entry.own || !entry.node) return;
    const failed = entry.failed && !entry.settled;
    const waiting = !failed && !entry.acked && !entry.settled;
    entry.node.classList.toggle('waiting', waiting);
    entry.node.classList.toggle('failed', !!failed);
    entry.node.querySelector('.meta span').textContent =
      failed ? say.failed : waiting ? say.sending : entry.settled ? '' : say.sent;
  }

  const firstPending = () => {
    const first = entries().find(entry => entry.node && entry.node.isConnected);
    return first ? first.node : null;
  };

  function place(node, before) {
    log.insertBefore(node, before);
    group();
  }

  /* Neighbours of one side form a group with one time; a new day is named. */
  function group() {
    const nodes = [...log.querySelectorAll('.m')];
    let day = new Date().toDateString();
    nodes.forEach((node, i) => {
      const next = nodes[i + 1];
      node.classList.toggle('end', !next || next.dataset.from !== node.dataset.from);
      node.classList.toggle('start', !i || nodes[i - 1].dataset.from !== node.dataset.from);
      const before = node.previousElementSibling;
      const named = before && before.className === 'day';
      if (node.dataset.day !== day && !named) {
        node.before(el('div', { class: 'day' },
          calendar.format(new Date(node.querySelector('time').dateTime || Date.now()))));
      } else if (node.dataset.day === day && named) {
        before.remove();
      }
      day = node.dataset.day;
    });
  }

  /* Follows the talk, unless the reader has scrolled away from it. */
  let following = true;
  function toEnd(onlyIfFollowing) {
    if (onlyIfFollowing && !following) {
      jump.hidden = false;
      return;
    }
    following = true;
    jump.hidden = true;
    scroll.scrollTop = scroll.scrollHeight;
  }
  scroll.addEventListener('scroll', () => {
    following = scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 60;
    if (following) jump.hidden = true;
  });

  if (window.ResizeObserver) new ResizeObserver(() => following && toEnd()).observe(scroll);

  function showTyping(on) {
    clearTimeout(typingTimer);
    if (on && dots.hidden) announce(say.typing(agent));
    dots.hidden = !on;
    if (on) {
      typingTimer = setTimeout(() => showTyping(false), TYPING_MILLIS);
      toEnd(true);
    }
  }

  function arrived(frame) {
    if (isOpen && !document.hidden) {
      seen = lastSeq;
      store.set('seen', seen);
    } else if (frame.seq > seen) {
      unread++;
      if (!isOpen) announce(say.unread(unread));
    }
    showUnread();
  }

  function showUnread() {
    badge.hidden = !unread;
    badge.textContent = unread > 9 ? '9+' : unread;
    launch.setAttribute('aria-label',
      (isOpen ? say.close : say.open) + (unread ? ', ' + say.unread(unread) : ''));
  }

  function look() {
    if (!isOpen || document.hidden) return;
    unread = 0;
    seen = Math.max(seen, lastSeq);
    if (seen) store.set('seen', seen);
    showUnread();
  }

  function announce(text) {
    status.textContent = text;
  }

  function tell(text) {
    notice.hidden = !text;
    notice.replaceChildren(...(text ? [el('p', {}, text)] : []));
    if (text) announce(text);
  }

  function showConfirm(on) {
    const had = !confirmBar.hidden;
    confirmBar.hidden = !on;
    if (on) confirmBar.querySelector('button').focus();
    else if (had && !endTool.hidden) endTool.focus();
  }

  /* ---- opening, typing, keys ---- */

  function setOpen(open, quiet) {
    isOpen = open;
    panel.hidden = !open;
    launch.setAttribute('aria-expanded', open);
    launch.replaceChildren(icon(open ? ICONS.down : ICONS.chat), badge);
    if (!isPage) store.set('open', open ? '1' : '0');
    fit();
    showUnread();
    if (open) {
      connect();
      look();
      toEnd();
      if (!quiet) (isOver ? again : input).focus();
    } else if (!quiet) {
      launch.focus();
    }
  }

  /* On a phone the dialog is the whole screen, above its keyboard, and holds the focus. */
  function fit() {
    const modal = !isPage && small.matches;
    if (!isPage) panel.setAttribute('aria-modal', modal);
    const view = window.visualViewport;
    const squeezed = small.matches && isOpen && view && view.height < innerHeight - 1;
    panel.style.height = squeezed ? view.height + 'px' : '';
    panel.style.top = squeezed ? view.offsetTop + 'px' : '';
    panel.style.bottom = squeezed ? 'auto' : '';
    toEnd(true);
  }

  function typed() {
    input.style.height = 'auto';
    input.style.height = Math.min(136, input.scrollHeight) + 'px';
    const left = textMax - input.value.length;
    count.hidden = left > textMax / 5;
    count.textContent = left < 0 ? say.long : left;
    sendTool.disabled = !input.value.trim() || left < 0;
    quietly(() => sessionStorage.setItem(prefix + 'draft', input.value));
  }

  input.addEventListener('input', () => {
    typed();
    if (welcomed && Date.now() - typedAt > 1500 && input.value.trim()) {
      typedAt = Date.now();
      transmit({ type: 'typing' });
    }
  });
  input.addEventListener('keydown', event => {
    // A key that ends the composition of a character must not send.
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing && event.keyCode !== 229) {
      event.preventDefault();
      form.requestSubmit();
    }
  });
  form.addEventListener('submit', event => {
    event.preventDefault();
    const text = input.value.trim();
    if (!text || sendTool.disabled) return;
    input.value = '';
    typed();
    send(text);
    input.focus();
  });
  panel.addEventListener('keydown', event => {
    if (event.key === 'Escape') {
      if (!confirmBar.hidden) showConfirm(false);
      else if (!isPage) setOpen(false);
      event.stopPropagation();
    } else if (event.key === 'Tab' && !isPage && small.matches) {
      const stops = [...panel.querySelectorAll('button,textarea,a[href],[tabindex="0"]')]
        .filter(node => !node.disabled && node.offsetParent);
      const edge = stops[event.shiftKey ? 0 : stops.length - 1];
      if (shadow.activeElement === edge) {
        event.preventDefault();
        stops[event.shiftKey ? stops.length - 1 : 0].focus();
      }
    }
  });
  // Keys typed here are not the host page's shortcuts.
  for (const kind of ['keydown', 'keypress', 'keyup']) {
    root.addEventListener(kind, event => event.stopPropagation());
  }
  theme.addEventListener('change', paint);
  small.addEventListener('change', fit);
  if (window.visualViewport) {
    visualViewport.addEventListener('resize', fit);
    visualViewport.addEventListener('scroll', fit);
  }
  addEventListener('online', hurry);
  addEventListener('offline', () => {
    if (socket) {
      hangUp();
      disconnected();
    }
  });
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) {
      hurry();
      look();
    }
  });
  addEventListener('storage', event => {
    // Another tab has begun a new conversation: follow it, once ours is over.
    if (event.key === prefix + 'session' && event.newValue && event.newValue !== session && isOver) beginAgain();
  });

  /* ---- start ---- */

  function restore() {
    for (const name of store.names().filter(name => name.startsWith('out/'))) {
      const kept = quietly(() => JSON.parse(store.get(name)));
      if (kept && typeof kept.id === 'string' && typeof kept.text === 'string') {
        pending.set(kept.id, { ...kept, own: true });
      } else {
        store.remove(name);
      }
    }
    const sorted = entries().sort((a, b) => (a.at < b.at ? -1 : 1));
    pending.clear();
    sorted.forEach(addPending);
    input.value = quietly(() => sessionStorage.getItem(prefix + 'draft')) || '';
    typed();
  }

  function show(facts) {
    agent = facts.agent;
    textMax = facts.text_chars_max;
    heading.textContent = options.title || facts.business;
    initial.textContent = [...(agent || '·')][0];
    subtitle.textContent = agent + ' · ' + say.ai;
    if (!isPage) panel.setAttribute('aria-label', say.chatWith(heading.textContent));
    panel.removeAttribute(isPage ? 'aria-label' : 'aria-labelledby');
    (document.body || document.documentElement).append(host);
    paint();
    restore();
    endTool.disabled = true;
    showUnread();
    const kept = store.get('open');
    if (isPage) setOpen(true);
    else if (kept === '1' ? !small.matches : 'open' in options && options.open !== 'false' && kept === null) setOpen(true, true);
    else if (session && !store.get('over')) connect();
  }

  let asked = 0;
  async function start() {
    try {
      const answer = await fetch(address, { credentials: 'omit', headers: { Accept: 'application/json' } });
      if (answer.ok) return show(await answer.json());
      if (answer.status < 500 && answer.status !== 429) {
        const problem = await answer.json().catch(() => ({}));
        return console.error('parley: the chat is not shown: ' + (problem.detail || answer.status));
      }
    } catch {
      // No network, or no server for now: asked again below.
    }
    setTimeout(start, Math.min(BACKOFF_MAX_MILLIS, 1000 * 2 ** asked++) * (0.5 + Math.random()));
  }
  if (document.readyState === 'loading') addEventListener('DOMContentLoaded', start);
  else start();
})();
