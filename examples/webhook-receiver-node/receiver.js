// A receiver of Keygear's webhooks: verifies each request, stores it once, answers, and does the work afterwards.
//
//     WEBHOOK_SECRET=whsec_… PORT=3000 npm start
//
// During a rotation put both secrets into WEBHOOK_SECRET, separated by a space.
import { open } from "node:fs/promises";
import { createServer } from "node:http";
import { Webhook } from "standardwebhooks";

const webhooks = (process.env.WEBHOOK_SECRET ?? "").split(" ").filter(Boolean).map((secret) => new Webhook(secret));
// In production: a table with webhook-id as its key and the event beside it. Here a line holds both, so that a crash
// leaves both or neither; after an answer of 2xx the event is not sent again.
const journal = await open(process.env.JOURNAL ?? "events.txt", "a+");
const stored = new Map(); // webhook-id → settled when the event is on disk
for await (const line of journal.readLines({ start: 0, autoClose: false })) stored.set(line.split("\t", 1)[0], true);
await journal.appendFile("\n"); // ends a line that a crash has cut

if (webhooks.length === 0) {
  throw new Error("WEBHOOK_SECRET is missing: give the secret that creating or rotating the endpoint showed");
}

const server = createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = Buffer.concat(chunks).toString("utf8"); // the exact text: parse it only after it was verified
  if (!webhooks.some((webhook) => isSignedFor(webhook, body, request.headers))) {
    response.writeHead(401).end();
    return;
  }
  const id = request.headers["webhook-id"];
  const isNew = !stored.has(id);
  try {
    if (isNew) stored.set(id, store(id, body));
    await stored.get(id);
  } catch {
    stored.delete(id);
    response.writeHead(500).end(); // it comes again
    return;
  }
  response.writeHead(204).end();
  if (isNew) handle(JSON.parse(body));
});

async function store(id, body) {
  await journal.appendFile(`${id}\t${body.replaceAll("\n", " ")}\n`);
  await journal.datasync();
}

function isSignedFor(webhook, body, headers) {
  try {
    webhook.verify(body, headers);
    return true;
  } catch {
    return false;
  }
}

function handle(event) {
  console.log(`${event.seq} ${event.type} ${event.subject?.id ?? ""}`);
}

server.listen(Number(process.env.PORT ?? 3000), "127.0.0.1", () => {
  console.log(`listening on ${server.address().port}`);
});
