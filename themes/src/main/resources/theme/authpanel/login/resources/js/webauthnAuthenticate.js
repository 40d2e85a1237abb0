// Passkey login. The exports are those that Keycloak's pages call; unlike theirs this file needs no import map,
// which could only stand inside the page.

import { decode, encode } from "./base64url.js";

const field = (id) => document.getElementById(id);
let pending;

/** A signal for a new ceremony; the one before it ends. */
export function signal() {
  pending?.abort(new DOMException("A newer passkey request took over", "AbortError"));
  pending = new AbortController();
  return pending.signal;
}

/** The passkeys of a user who is known already. */
export function getAllowCredentials() {
  const ids = document.querySelectorAll('#authn_select [name="authn_use_chk"]');
  return Array.from(ids, (input) => ({ type: "public-key", id: decode(input.value) }));
}

export async function doAuthenticate(input) {
  if (!globalThis.PublicKeyCredential) return returnFailure(input.errmsg);
  const publicKey = { challenge: decode(input.challenge), rpId: input.rpId };
  if (input.createTimeout) publicKey.timeout = input.createTimeout * 1000;
  if (input.allowCredentials) publicKey.allowCredentials = input.allowCredentials;
  if (input.userVerification !== "not specified") publicKey.userVerification = input.userVerification;
  return navigator.credentials.get({ publicKey, signal: signal(), ...input.additionalOptions });
}

export async function authenticateByWebAuthn(input) {
  try {
    const allowCredentials = input.isUserIdentified ? getAllowCredentials() : [];
    const credential = await doAuthenticate({ ...input, allowCredentials });
    if (credential) returnSuccess(credential);
  } catch (error) {
    returnFailure(error);
  }
}

export function returnSuccess({ id, response }) {
  for (const part of ["clientDataJSON", "authenticatorData", "signature", "userHandle"]) {
    if (response[part]) field(part).value = encode(response[part]);
  }
  field("credentialId").value = id;
  const form = field("webauth");
  const remember = field("rememberMe");
  if (remember) {
    const copy = Object.assign(document.createElement("input"), { type: "hidden", name: "rememberMe", value: remember.checked ? "on" : "off" });
    form.append(copy);
  }
  form.requestSubmit();
}

export function returnFailure(error) {
  field("error").value = error;
  field("webauth").requestSubmit();
}
