// Google's SDK for Node as an oracle. Reads JSON lines: first {"project": …, "keys": {kid: certificate}}, then one
// token a line; prints for each token true or false: whether the SDK takes it.
import { createServer } from 'node:http';
import { Agent } from 'node:https';
import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import { initializeApp } from 'firebase-admin/app';
import { getAuth } from 'firebase-admin/auth';

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const { project, keys } = JSON.parse((await lines.next()).value);

const google = createServer((request, response) => {
  response.writeHead(200, { 'Content-Type': 'application/json', 'Cache-Control': 'max-age=3600' });
  response.end(JSON.stringify(keys));
});
await new Promise((listening) => google.listen(0, '127.0.0.1', listening));

// The SDK asks Google for the keys by HTTPS; whatever it connects to is the server above, in plain text.
class Here extends Agent {
  createConnection() {
    return connect(google.address().port, '127.0.0.1');
  }
}

const auth = getAuth(initializeApp({
  projectId: project,
  httpAgent: new Here(),
  credential: { getAccessToken: async () => ({ access_token: 'none', expires_in: 3600 }) },
}));

for await (const line of lines) {
  console.log(await auth.verifyIdToken(JSON.parse(line)).then(() => true, () => false));
}
google.close();
google.closeAllConnections();
