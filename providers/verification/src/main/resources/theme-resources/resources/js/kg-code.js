// What the code page gains when scripts run; see kg-code.ftl.

const form = document.getElementById("kg-code-form");
const input = document.getElementById("kg-code");
const submit = document.getElementById("kg-submit");
const leaving = new AbortController();

// ---------- The code ----------

// People paste "123 456" or "123-456"; keyboards bring full-width and Arabic digits.
const DIGIT_ZEROS = [0x0660, 0x06f0, 0xff10];
const plain = (text) =>
  text.replace(/[\s\p{Pd}\p{Cf}]/gu, "").replace(/[٠-٩۰-۹０-９]/gu, (digit) => {
    const code = digit.codePointAt(0);
    return String(code - DIGIT_ZEROS.findLast((zero) => zero <= code));
  });

const length = Number(form.dataset.length);
const complete = (code) => (form.dataset.numeric === "true" ? new RegExp(`^\\d{${length}}$`) : new RegExp(`^[0-9a-z]{${length}}$`, "i")).test(code);

let sentByItself = false;

function tidyAndSend() {
  const code = plain(input.value);
  if (code !== input.value) input.value = code;
  if (sentByItself || submit.disabled || !complete(code)) return;
  sentByItself = true;
  form.requestSubmit(submit);
}

input?.addEventListener("input", (event) => event.isComposing || tidyAndSend());
input?.addEventListener("compositionend", tidyAndSend);

// The phone itself offers the code of the message (WebOTP).
if (input && "OTPCredential" in globalThis) {
  navigator.credentials
    .get({ otp: { transport: ["sms"] }, signal: leaving.signal })
    .then((message) => {
      if (!message?.code) return;
      input.value = message.code;
      tidyAndSend();
    })
    .catch(() => {});
}

// ---------- Countdowns ----------

const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;

/** Counts an element's seconds down and tells `done` at the end. Measures time, since timers sleep in hidden tabs. */
function countDown(element, done) {
  const text = document.createTreeWalker(element, NodeFilter.SHOW_TEXT, (node) => (node.data.trim() ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_SKIP)).nextNode();
  const end = performance.now() + Number(element.dataset.seconds) * 1000;
  const tick = () => {
    const left = Math.ceil((end - performance.now()) / 1000);
    if (!element.isConnected) return;
    if (left <= 0) return done();
    text.data = element.dataset.text.replace("{0}", clock(left));
    setTimeout(tick, 250);
  };
  tick();
}

function holdResend() {
  const wait = document.getElementById("kg-resend-wait");
  const button = document.getElementById("kg-resend-button");
  if (!wait || !button) return;
  button.disabled = true;
  countDown(wait, () => {
    wait.remove();
    button.disabled = false;
  });
}

const locked = document.getElementById("kg-locked");
if (locked && submit) {
  submit.disabled = true;
  countDown(locked, () => {
    locked.textContent = "";
    input.removeAttribute("aria-describedby");
    submit.disabled = false;
  });
}
holdResend();

// ---------- The delivery ----------

const POLL_EVERY = 1000;
const POLL_FOR = 8000;
let asking = null;

/** Takes over what the fresh page knows better: the delivery, the resend, and where the forms go. */
function adopt(page) {
  const fresh = page.getElementById("kg-delivery");
  const shown = document.getElementById("kg-delivery");
  if (!fresh || !shown) return "gone";
  // Each rendering gives the step a new one-time address; the old one is stale from now on.
  for (const { id } of document.forms) {
    const action = id && page.getElementById(id)?.getAttribute("action");
    if (action) document.getElementById(id).setAttribute("action", action);
  }
  if (fresh.dataset.state !== shown.dataset.state) {
    shown.replaceWith(document.adoptNode(fresh));
    const resend = page.getElementById("kg-resend");
    if (resend) {
      document.getElementById("kg-resend")?.replaceWith(document.adoptNode(resend));
      holdResend();
    }
  }
  return fresh.dataset.state;
}

// Asked by POST: it reaches this very step, where a GET may show the first of several ways to log in.
async function ask() {
  const answer = await fetch(form.action, {
    method: "POST",
    body: new URLSearchParams({ refresh: "true" }),
    signal: AbortSignal.any([leaving.signal, AbortSignal.timeout(4000)]),
  });
  if (!answer.ok) return "gone";
  return adopt(new DOMParser().parseFromString(await answer.text(), "text/html"));
}

async function watch() {
  const end = performance.now() + POLL_FOR;
  while (document.getElementById("kg-delivery")?.dataset.state === "queued" && performance.now() < end) {
    await new Promise((wake) => setTimeout(wake, POLL_EVERY));
    if (leaving.signal.aborted) return;
    asking = ask().catch(() => "queued");
    const state = await asking;
    asking = null;
    if (state === "gone") break;
  }
  // Whoever still waits now gets no more news: stop pretending.
  document.getElementById("kg-delivery")?.setAttribute("data-watched", "false");
}

watch();

// ---------- Sending ----------

let sending = false;

// Once. And a form that goes out while a question is under way would carry an address that the answer makes stale:
// it waits for the answer.
for (const sent of document.forms) {
  sent.addEventListener("submit", async (event) => {
    if (sending) return event.preventDefault();
    sending = true;
    setTimeout(() => (sending = false), 10000);
    if (!asking) return leaving.abort();
    event.preventDefault();
    const { submitter } = event;
    await asking;
    leaving.abort();
    sending = false;
    // The answer may have brought a new button in place of the one that was pressed.
    const pressed = submitter?.isConnected ? submitter : document.getElementById(submitter?.id);
    if (!pressed?.disabled) sent.requestSubmit(pressed);
  });
}
