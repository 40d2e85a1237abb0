// Passkeys on the login page: offered by the browser beside the password, and by a button.

import { initAuthenticate } from "./passkeysConditionalAuth.js";
import { authenticateByWebAuthn } from "./webauthnAuthenticate.js";

const { dataset } = document.getElementById("webauth");
const input = {
  isUserIdentified: dataset.userIdentified === "true",
  challenge: dataset.challenge,
  userVerification: dataset.userVerification,
  rpId: dataset.rpId,
  createTimeout: Number(dataset.timeout),
  authenticatorAttachment: dataset.attachment,
  mediation: dataset.passkey,
  errmsg: dataset.unsupported,
};

document.getElementById("authenticateWebAuthnButton").addEventListener("click", () => authenticateByWebAuthn(input), { once: true });
initAuthenticate(input);
