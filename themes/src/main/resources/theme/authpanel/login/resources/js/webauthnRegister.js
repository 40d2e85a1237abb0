// Passkey registration. The export is the one that Keycloak's page calls; see webauthnAuthenticate.js.

import { decode, encode } from "./base64url.js";

const UNSET = "not specified";
const ES256 = -7;
const field = (id) => document.getElementById(id);
const keys = (ids) => ids.split(",").filter(Boolean).map((id) => ({ type: "public-key", id: decode(id) }));

/** What the realm prescribes for the authenticator, without what it leaves open. */
function selection({ authenticatorAttachment, residentKey, requireResidentKey, userVerificationRequirement }) {
  const wanted = {};
  if (authenticatorAttachment !== UNSET) wanted.authenticatorAttachment = authenticatorAttachment;
  if (residentKey && residentKey !== UNSET) {
    wanted.residentKey = residentKey;
    wanted.requireResidentKey = residentKey === "required";
  } else if (requireResidentKey !== UNSET) {
    wanted.requireResidentKey = requireResidentKey === "Yes";
    wanted.residentKey = wanted.requireResidentKey ? "required" : "discouraged";
  }
  if (userVerificationRequirement !== UNSET) wanted.userVerification = userVerificationRequirement;
  return Object.keys(wanted).length ? wanted : undefined;
}

function request(input) {
  const algorithms = input.signatureAlgorithms.length ? input.signatureAlgorithms : [ES256];
  const publicKey = {
    challenge: decode(input.challenge),
    rp: { id: input.rpId, name: input.rpEntityName },
    user: { id: decode(input.userid), name: input.username, displayName: input.username },
    pubKeyCredParams: algorithms.map((alg) => ({ type: "public-key", alg })),
    excludeCredentials: keys(input.excludeCredentialIds),
  };
  if (input.attestationConveyancePreference !== UNSET) publicKey.attestation = input.attestationConveyancePreference;
  if (input.createTimeout) publicKey.timeout = input.createTimeout * 1000;
  const authenticatorSelection = selection(input);
  if (authenticatorSelection) publicKey.authenticatorSelection = authenticatorSelection;
  return publicKey;
}

export async function registerByWebAuthn(input) {
  try {
    if (!globalThis.PublicKeyCredential) throw input.errmsg;
    const created = await navigator.credentials.create({ publicKey: request(input) });
    field("clientDataJSON").value = encode(created.response.clientDataJSON);
    field("attestationObject").value = encode(created.response.attestationObject);
    field("publicKeyCredentialId").value = encode(created.rawId);
    field("transports").value = created.response.getTransports?.().join() ?? "";
    field("authenticatorAttachment").value = created.authenticatorAttachment ?? "";
    field("authenticatorLabel").value = prompt(input.initLabelPrompt, input.initLabel) ?? input.initLabel;
  } catch (error) {
    field("error").value = error;
  }
  field("register").requestSubmit();
}
