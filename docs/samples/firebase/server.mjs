// A back end of a hundred lines: it exchanges Firebase's ID token for the realm's, and has an API that looks at role
// and status. Node 20, no framework.
import { createHash, createPublicKey, randomBytes, verify } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';

const realm = process.env.REALM ?? 'http://localhost:8080/realms/keygear';
const client = process.env.CLIENT ?? 'demo-backend';
const secret = process.env.CLIENT_SECRET ?? 'demo-backend-secret';
const port = Number(process.env.PORT ?? 5173);
const config = {
  projectId: process.env.FIREBASE_PROJECT ?? 'demo-keygear',
  emulator: `http://${process.env.FIREBASE_AUTH_EMULATOR_HOST ?? '127.0.0.1:9099'}`,
};

// The browser never sees the client's secret, and cannot choose a role, a status or a user id.
async function exchange(idToken, origin) {
  const answer = await fetch(`${realm}/firebase/token`, {
    method: 'POST',
    headers: { Authorization: `Basic ${Buffer.from(`${client}:${secret}`).toString('base64')}` },
    body: new URLSearchParams({ subject_token: String(idToken) }),
  });
  const json = await answer.json();
  if (json.reason === 'link_required') json.link = linkPage(json.link_token, origin);
  return [answer.status, json];
}

// Where somebody who has an account proves that it is theirs. Only the link is wanted: the code that Keycloak sends
// back is left alone, so nobody need keep the verifier.
function linkPage(ticket, origin) {
  return `${realm}/protocol/openid-connect/auth?${new URLSearchParams({
    client_id: 'demo-app',
    response_type: 'code',
    scope: 'openid',
    redirect_uri: origin,
    code_challenge_method: 'S256',
    code_challenge: createHash('sha256').update(randomBytes(32)).digest('base64url'),
    kc_action: `firebase-link:${ticket}`,
  })}`;
}

async function forward(path, token, body) {
  const answer = await fetch(`${realm}${path}`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
    body: body ?? '',
  });
  return [answer.status, await answer.json()];
}

// What a library for OpenID Connect does for you: signature, issuer, expiry. Then role and status.
let keys = [];
async function claimsOf(token) {
  const [head, body, signature] = token.split('.');
  const { alg, kid } = JSON.parse(Buffer.from(head, 'base64url'));
  if (alg !== 'RS256') return undefined;
  if (!keys.some((key) => key.kid === kid)) {
    keys = (await (await fetch(`${realm}/protocol/openid-connect/certs`)).json()).keys;
  }
  const jwk = keys.find((key) => key.kid === kid);
  const valid = jwk && verify(
    'RSA-SHA256', Buffer.from(`${head}.${body}`), createPublicKey({ key: jwk, format: 'jwk' }),
    Buffer.from(signature, 'base64url'));
  const claims = valid && JSON.parse(Buffer.from(body, 'base64url'));
  return claims && claims.iss === realm && claims.exp > Date.now() / 1000 ? claims : undefined;
}

async function api(path, token) {
  const claims = await claimsOf(token).catch(() => undefined);
  if (!claims || claims.status !== 'active') return [401, { error: 'You are not signed in, or not active.' }];
  if (path === '/api/admin' && claims.role !== 'ADMIN') return [403, { error: 'Only administrators get in here.' }];
  return [200, { user_id: claims.user_id, role: claims.role, status: claims.status }];
}

async function text(request) {
  let body = '';
  for await (const chunk of request) {
    body += chunk;
    if (body.length > 65536) throw new Error('too large');
  }
  return body;
}

async function answer(request) {
  const path = new URL(request.url, 'http://x').pathname;
  const token = (request.headers.authorization ?? '').replace(/^Bearer /, '');
  if (request.method === 'POST') {
    const body = await text(request);
    if (path === '/session') return exchange(JSON.parse(body).idToken, `http://${request.headers.host}/`);
    if (path === '/onboard') return forward('/firebase/onboard', token, body);
    if (path === '/deactivate') return forward('/account-status/deactivate', token);
    if (path === '/reactivate') return forward('/account-status/reactivate', token);
  }
  if (path === '/config') return [200, config];
  if (path.startsWith('/api/')) return api(path, token);
  return undefined;
}

async function file(path) {
  const sdk = /^\/sdk\/(firebase-(?:app|auth)\.js)$/.exec(path);
  if (sdk) {
    const source = await readFile(new URL(`node_modules/firebase/${sdk[1]}`, import.meta.url), 'utf8');
    // The SDK's files for browsers name each other at Google's CDN; here they lie beside each other.
    return ['text/javascript', source.replace(/https:\/\/www\.gstatic\.com\/firebasejs\/[^/]+\//g, './')];
  }
  return ['text/html; charset=utf-8', await readFile(new URL('index.html', import.meta.url), 'utf8')];
}

const server = createServer(async (request, response) => {
  try {
    const json = await answer(request);
    const [status, type, body] = json
      ? [json[0], 'application/json', JSON.stringify(json[1])]
      : [200, ...(await file(new URL(request.url, 'http://x').pathname))];
    response.writeHead(status, { 'Content-Type': type, 'Cache-Control': 'no-store' }).end(body);
  } catch (failed) {
    console.error(failed.message);
    response.writeHead(502, { 'Content-Type': 'application/json' }).end('{"error":"Keycloak does not answer."}');
  }
});
server.listen(port, '127.0.0.1', () => console.log(`http://localhost:${server.address().port}`));
