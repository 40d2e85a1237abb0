// Makes the corpus of genuine ID tokens: signs people in at a Firebase Auth emulator in every way it offers, and
// prints the payload of each token, one a line. Needs Node 20 and nothing else.
//
//   firebase emulators:start --only auth --project demo-keygear
//   node corpus.mjs http://127.0.0.1:9099 > ../../providers/firebase/src/test/resources/emulator-payloads.jsonl

const emulator = process.argv[2] ?? 'http://127.0.0.1:9099';
const api = `${emulator}/identitytoolkit.googleapis.com/v1/accounts`;
const admin = `${emulator}/identitytoolkit.googleapis.com/v1/projects/demo-keygear/accounts`;

async function post(url, body, headers = {}) {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  const json = await answer.json();
  if (!answer.ok) throw new Error(`${url}: ${JSON.stringify(json)}`);
  return json;
}

const owner = (url, body) => post(url, body, { Authorization: 'Bearer owner' });
const account = (method, body) => post(`${api}:${method}?key=any`, body);
const names = ['Fay Base', 'Zoë Åström', '山田 太郎', 'O’Neill, "Pat"', 'Ünal 👩🏽‍🚀', 'a'.repeat(200), 'عمر', 'x\\y/z'];
const idp = (provider, n, more = {}) => account('signInWithIdp', {
  requestUri: 'http://localhost',
  returnSecureToken: true,
  postBody: `providerId=${provider}&id_token=${encodeURIComponent(JSON.stringify({
    sub: `${provider}-${n}`,
    email: `${provider.replace('.', '-')}-${n}@example.com`,
    email_verified: n % 3 !== 0,
    name: names[n % names.length],
    picture: `https://example.com/p/${n}.png`,
    ...more,
  }))}`,
});

async function phone(n) {
  const number = `+1555${String(5550000 + n)}`;
  const { sessionInfo } = await account('sendVerificationCode', { phoneNumber: number, recaptchaToken: 'x' });
  const codes = await (await fetch(`${emulator}/emulator/v1/projects/demo-keygear/verificationCodes`)).json();
  const { code } = codes.verificationCodes.find((one) => one.sessionInfo === sessionInfo);
  return account('signInWithPhoneNumber', { sessionInfo, code });
}

async function emailLink(n) {
  const email = `link-${n}@example.com`;
  await account('sendOobCode', { requestType: 'EMAIL_SIGNIN', email });
  const { oobCodes } = await (await fetch(`${emulator}/emulator/v1/projects/demo-keygear/oobCodes`)).json();
  const { oobCode } = oobCodes.findLast((one) => one.email === email);
  return account('signInWithEmailLink', { email, oobCode });
}

async function custom(n) {
  const now = Math.floor(Date.now() / 1000);
  const part = (json) => Buffer.from(JSON.stringify(json)).toString('base64url');
  const token = `${part({ alg: 'none', typ: 'JWT' })}.${part({
    uid: `custom:${n}/ü`, iat: now, exp: now + 3600, iss: 'x@y', sub: 'x@y',
    aud: 'https://identitytoolkit.googleapis.com/google.identity.identitytoolkit.v1.IdentityToolkit',
    claims: { plan: 'gold', level: n, tags: ['a', 'b'], nested: { deep: true } },
  })}.`;
  return account('signInWithCustomToken', { token, returnSecureToken: true });
}

async function withClaims(n) {
  const { localId, email } = await password(1000 + n);
  await owner(`${admin}:update`, {
    localId, customAttributes: JSON.stringify({ role: 'ADMIN', accountStatus: 'active', n }), emailVerified: true,
  });
  return account('signInWithPassword', { email, password: 'secret-1', returnSecureToken: true });
}

async function password(n) {
  const email = `Person.${n}+tag@Example.com`;
  return { email, ...(await account('signUp', {
    email, password: 'secret-1', displayName: names[n % names.length], returnSecureToken: true })) };
}

async function linked(n) {
  const { idToken } = await idp('google.com', 2000 + n);
  return account('signInWithIdp', {
    idToken, requestUri: 'http://localhost', returnSecureToken: true,
    postBody: `providerId=github.com&access_token=x&id_token=${encodeURIComponent(JSON.stringify({
      sub: `gh-${n}`, email: `google-com-${2000 + n}@example.com` }))}`,
  });
}

const ways = [
  (n) => idp('google.com', n), (n) => idp('apple.com', n), (n) => idp('facebook.com', n),
  (n) => idp('microsoft.com', n), (n) => idp('github.com', n), phone, emailLink, custom, withClaims, password, linked,
];
for (const way of ways) {
  for (let n = 0; n < 20; n++) {
    const { idToken } = await way(n);
    console.log(Buffer.from(idToken.split('.')[1], 'base64url').toString('utf8'));
  }
}
