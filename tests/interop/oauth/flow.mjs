// OAuth from a 401 to a result and on to more scopes, as each TypeScript SDK does it: node flow.mjs <url> <sdk|client> <revision>
// Prints "passed: …" or "FAILED: …" for each check and exits with 3 where one failed.
import assert from 'node:assert/strict';
import { Provider } from './provider.mjs';

const [address, line, revision] = process.argv.slice(2);
const url = new URL(address);
const name = `OAuth, @modelcontextprotocol/${line} on ${revision}`;
const sdk = line === 'sdk'
  ? {
      ...(await import('@modelcontextprotocol/sdk/client/index.js')),
      ...(await import('@modelcontextprotocol/sdk/client/streamableHttp.js')),
      ...(await import('@modelcontextprotocol/sdk/client/auth.js'))
    }
  : await import('@modelcontextprotocol/client');
const options = line === 'sdk' ? {}
  : revision === '2026-07-28' ? { versionNegotiation: { mode: { pin: revision } } }
    : { versionNegotiation: { mode: 'legacy' }, supportedProtocolVersions: [revision] };
let failed = 0;

async function check(what, body) {
  try {
    await body();
    console.log(`passed: ${name}: ${what}`);
  } catch (error) {
    failed++;
    console.log(`FAILED: ${name}: ${what}: ${String(error?.stack ?? error).replaceAll('\n', ' | ')}`);
  }
}

// Both lines end a call with UnauthorizedError once they have sent the user away; the code is handed over afterwards.
const finish = (transport, provider) => line === 'sdk' ? transport.finishAuth(provider.callback.get('code')) : transport.finishAuth(provider.callback);

async function connect(provider, answers) {
  const logged = async (...request) => {
    const response = await fetch(...request);
    if (response.status === 401 || response.status === 403) {
      answers.push({ status: response.status, challenge: response.headers.get('www-authenticate'), body: await response.clone().text() });
    }
    return response;
  };
  for (let attempt = 0; ; attempt++) {
    const client = new sdk.Client({ name: 'interop', version: '1.0.0' }, options);
    const transport = new sdk.StreamableHTTPClientTransport(url, { authProvider: provider, fetch: logged });
    try {
      await client.connect(transport);
      return { client, transport };
    } catch (error) {
      if (attempt > 0 || !(error instanceof sdk.UnauthorizedError)) {
        throw error;
      }
      await finish(transport, provider);
    }
  }
}

const call = async ({ client }, tool) => (await client.callTool({ name: tool, arguments: {} })).content[0].text;
const metadata = new URL('/.well-known/oauth-protected-resource/mcp', url).href;
const scopesOf = (asked) => new Set(asked.scope.split(' '));

await check('a client without a token gets one for this resource', async () => {
  const [provider, answers] = [new Provider(), []];
  const connection = await connect(provider, answers);
  assert.deepEqual((await connection.client.listTools()).tools.map((tool) => tool.name).sort(), ['read_report', 'write_report']);
  assert.equal(await call(connection, 'read_report'), 'read');
  await connection.client.close();
  assert.equal(answers[0].status, 401);
  assert.equal(answers[0].challenge, `Bearer resource_metadata="${metadata}", scope="stoa:read"`);
  assert.equal(provider.asked.length, 1);
  assert.equal(provider.asked[0].resource, url.href);
  assert.equal(provider.asked[0].code_challenge_method, 'S256');
  assert.deepEqual(scopesOf(provider.asked[0]), new Set(['stoa:read']));
});

await check('a client that lacks a scope steps up and is served', async () => {
  const [provider, answers] = [new Provider({ refreshes: line !== 'sdk' }), []];
  const connection = await connect(provider, answers);
  await assert.rejects(call(connection, 'write_report'), sdk.UnauthorizedError);
  await finish(connection.transport, provider);
  assert.equal(await call(connection, 'write_report'), 'written');
  assert.equal(await call(connection, 'read_report'), 'read');
  await connection.client.close();
  const refused = answers.filter((answer) => answer.status === 403);
  assert.equal(refused.length, 1);
  assert.equal(refused[0].challenge, `Bearer resource_metadata="${metadata}", scope="stoa:read stoa:write", error="insufficient_scope"`);
  assert.ok(!/report/.test(refused[0].body), refused[0].body);
  assert.equal(provider.asked.length, 2);
  assert.deepEqual(scopesOf(provider.asked[1]), new Set(['stoa:read', 'stoa:write']));
});

if (line === 'sdk') {
  // With a refresh token this line refreshes where it should ask anew, and is refused again; forgetting the tokens helps.
  await check('a client that refreshes instead of stepping up is refused, and served once it asks anew', async () => {
    const [provider, answers] = [new Provider(), []];
    const connection = await connect(provider, answers);
    await assert.rejects(call(connection, 'write_report'), (error) => error.code === 403);
    assert.equal(provider.asked.length, 1);
    provider.forgetTokens();
    const scope = sdk.extractWWWAuthenticateParams(new Response(null, { headers: { 'www-authenticate': answers.at(-1).challenge } })).scope;
    assert.equal(await sdk.auth(provider, { serverUrl: url, scope, resourceMetadataUrl: new URL(metadata) }), 'REDIRECT');
    await finish(connection.transport, provider);
    assert.equal(await call(connection, 'write_report'), 'written');
    await connection.client.close();
  });
}

process.exit(failed === 0 ? 0 : 3);
