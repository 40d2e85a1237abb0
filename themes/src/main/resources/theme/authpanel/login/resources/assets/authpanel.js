// What the pages gain when scripts run. None of them needs it.

const { body } = document;
const cookie = (name) =>
  document.cookie
    .split("; ")
    .find((pair) => pair.startsWith(`${name}=`))
    ?.slice(name.length + 1)
    .replace(/^"|"$/g, "");

// After a POST Keycloak wants the address of the page's step in the history, so that "back" and "reload" send
// nothing twice. It brings a script for that, which the template leaves inside a comment.
for (const node of document.childNodes) {
  const address = node.nodeType === Node.COMMENT_NODE && node.data.match(/history\.replaceState\([^"]*"[^"]*",\s*"([^"]+)"/);
  if (address) history.replaceState({}, "", address[1]);
}

// Somebody who logs in in another tab need not do it here again.
if (body.dataset.ssoUrl && !cookie("KEYCLOAK_SESSION")) {
  const look = () => {
    if (body.dataset.sent || document.hidden || !cookie("KEYCLOAK_SESSION")) return;
    clearInterval(timer);
    location.href = body.dataset.ssoUrl;
  };
  const timer = setInterval(look, 2000);
  document.addEventListener("visibilitychange", look);
}

// A page of a login that another tab has replaced loads itself anew, once.
if (body.dataset.authSession) {
  setTimeout(() => {
    const current = cookie("KC_AUTH_SESSION_HASH");
    if (!current || current === body.dataset.authSession || sessionStorage.getItem("ap-reloaded") === current) return;
    sessionStorage.setItem("ap-reloaded", current);
    location.reload();
  }, 1000);
}

// A form is sent once, a link to an identity provider followed once. A listener of the page itself may have
// stopped the first attempt, so count only those that go out.
addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented) return;
  if (form.ariaBusy === "true") {
    event.preventDefault();
    return;
  }
  form.ariaBusy = "true";
  body.dataset.sent = "1";
  setTimeout(() => (form.ariaBusy = null), 10000);
});

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-once-link]");
  if (!link) return;
  if (link.ariaDisabled === "true") event.preventDefault();
  link.ariaDisabled = "true";
  if (link.dataset.disabledClass) link.classList.add(...link.dataset.disabledClass.trim().split(/\s+/));
});

addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  delete body.dataset.sent;
  for (const form of document.forms) form.ariaBusy = null;
  for (const link of document.querySelectorAll("a[data-once-link]")) {
    link.ariaDisabled = null;
    if (link.dataset.disabledClass) link.classList.remove(...link.dataset.disabledClass.trim().split(/\s+/));
  }
});

// Passwords: show them, and say when Caps Lock is on.
for (const button of document.querySelectorAll("[data-password-toggle]")) {
  const input = document.getElementById(button.getAttribute("aria-controls"));
  if (!input) continue;
  button.hidden = false;
  button.addEventListener("click", () => {
    const shown = input.type === "password";
    input.type = shown ? "text" : "password";
    button.ariaLabel = shown ? button.dataset.labelHide : button.dataset.labelShow;
    button.firstElementChild.className = shown ? button.dataset.iconHide : button.dataset.iconShow;
  });
  // A password in clear is not for the browser's list of past entries.
  input.form?.addEventListener("submit", () => (input.type = "password"));
}

for (const hint of document.querySelectorAll("[data-caps-lock-for]")) {
  const input = document.getElementById(hint.dataset.capsLockFor);
  const look = (event) => {
    const text = event.getModifierState?.("CapsLock") ? hint.dataset.text : "";
    if (hint.textContent !== text) hint.textContent = text;
  };
  input?.addEventListener("keydown", look);
  input?.addEventListener("keyup", look);
  input?.addEventListener("blur", () => (hint.textContent = ""));
}

// The first field that is wrong, on pages that did not choose one themselves.
const wrong = document.querySelector('[aria-invalid="true"]:not([type="hidden"])');
if (wrong && (document.activeElement === body || !document.activeElement)) wrong.focus();
if (wrong && document.activeElement === wrong && wrong.value) wrong.select?.();

// What somebody typed as name or e-mail goes along to the other tab.
const typed = document.getElementById("username") ?? document.getElementById("email");
const tabs = document.querySelectorAll(".ap-tab");
if (typed && tabs.length) {
  const kept = sessionStorage.getItem("ap-typed");
  sessionStorage.removeItem("ap-typed");
  const field = kept?.includes("@") ? (document.getElementById("email") ?? typed) : typed;
  if (kept && !field.value) field.value = kept;
  for (const tab of tabs) {
    tab.addEventListener("click", () => {
      const value = document.getElementById("email")?.value || typed.value;
      if (value) sessionStorage.setItem("ap-typed", value);
    });
  }
}

// The list of languages closes like a menu.
const languages = document.getElementById("kc-locale");
if (languages) {
  document.addEventListener("click", (event) => languages.contains(event.target) || (languages.open = false));
  languages.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !languages.open) return;
    languages.open = false;
    languages.querySelector("summary").focus();
  });
}

// Named by the button of a reCAPTCHA that has no box of its own.
globalThis.onSubmitRecaptcha = () => document.querySelector("button.g-recaptcha")?.form.requestSubmit();
