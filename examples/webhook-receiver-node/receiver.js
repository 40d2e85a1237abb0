// A receiver of Keygear's webhooks: verifies each request, takes it once, and answers before it does the work.
//
//     WEBHOOK_SECRET=whsec_… PORT=3000 npm start
//
// During a rotation put both secrets into WEBHOOK_SECRET, separated by a space.
import { createServer } from "node:http";
import { Webhook } from "standardwebhooks";

const webhooks = (process.env.WEBHOOK_SECRET ?? "").split(" ").filter(Boolean).map((secret) => new Webhook(secret));
const seen = new Set(); // in production: a table with webhook-id as its key
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
  response.writeHead(204).end();
  const id = request.headers["webhook-id"];
  if (!seen.has(id)) {
    seen.add(id);
    handle(JSON.parse(body));
  }
});

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
