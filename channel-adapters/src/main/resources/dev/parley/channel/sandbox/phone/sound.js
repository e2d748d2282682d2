/* The call's sound, in the browser's audio thread: mu-law at 8 kHz in frames of 20 ms on the line,
   whatever rate the device has here. No dependency. */
'use strict';
const LINE_HZ = 8000, FRAME = 160, BIAS = 0x84, CLIP = 32635;
const BEFORE_PLAY = 3 * FRAME, WAITING_MAX = 40 * FRAME;

const encode = sample => {
  let value = Math.round(Math.max(-1, Math.min(1, sample)) * 32767);
  const sign = value < 0 ? 0x80 : 0;
  value = Math.min(Math.abs(value), CLIP) + BIAS;
  const exponent = 24 - Math.clz32(value);
  return ~(sign | exponent << 4 | value >> exponent + 3 & 0x0f) & 0xff;
};
const DECODED = Float32Array.from({ length: 256 }, (_, byte) => {
  const bits = ~byte & 0xff, exponent = bits >> 4 & 7;
  const value = (((bits & 0x0f) << 3) + BIAS << exponent) - BIAS;
  return (bits & 0x80 ? -value : value) / 32768;
});

/* Each sample of the line is the mean of the device's samples it stands for. */
registerProcessor('microphone', class extends AudioWorkletProcessor {
  constructor() {
    super();
    this.frame = new Uint8Array(FRAME);
    this.filled = this.sum = this.count = this.phase = 0;
  }

  process(inputs) {
    for (const sample of (inputs[0] && inputs[0][0]) || []) {
      this.sum += sample;
      this.count += 1;
      this.phase += LINE_HZ / sampleRate;
      if (this.phase < 1) continue;
      this.phase -= 1;
      this.frame[this.filled++] = encode(this.sum / this.count);
      this.sum = this.count = 0;
      if (this.filled === FRAME) {
        this.port.postMessage(this.frame.slice());
        this.filled = 0;
      }
    }
    return true;
  }
});

/* Waits for 60 ms before it begins, so that frames may come late; forgets the oldest of a backlog. */
registerProcessor('loudspeaker', class extends AudioWorkletProcessor {
  constructor() {
    super();
    this.waiting = [];
    this.at = 0;
    this.playing = false;
    this.last = 0;
    this.port.onmessage = event => {
      for (const byte of event.data) this.waiting.push(DECODED[byte]);
      if (this.waiting.length > WAITING_MAX) this.waiting.splice(0, this.waiting.length - WAITING_MAX);
      if (this.waiting.length >= BEFORE_PLAY) this.playing = true;
    };
  }

  process(inputs, outputs) {
    const out = outputs[0][0];
    if (!this.playing) { out.fill(0); return true; }
    for (let i = 0; i < out.length; i++) {
      const index = Math.floor(this.at);
      const from = index < this.waiting.length ? this.waiting[index] : 0;
      const to = index + 1 < this.waiting.length ? this.waiting[index + 1] : from;
      out[i] = from + (to - from) * (this.at - index);
      this.at += LINE_HZ / sampleRate;
    }
    const used = Math.min(Math.floor(this.at), this.waiting.length);
    this.waiting.splice(0, used);
    this.at -= Math.floor(this.at);
    if (!this.waiting.length) this.playing = false;
    return true;
  }
});
