// @modelcontextprotocol/client, the second line of the TypeScript SDK: node client.mjs <url> <revision>
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { run } from './checks.mjs';

const [address, revision] = process.argv.slice(2);
const url = new URL(address);
const options = revision === '2026-07-28'
  ? { versionNegotiation: { mode: { pin: revision } } }
  : { versionNegotiation: { mode: 'legacy' }, supportedProtocolVersions: [revision] };

await run({
  name: `@modelcontextprotocol/client on ${revision}`,
  revision,
  connect: async ({ headers }) => {
    const client = new Client({ name: 'interop', version: '1.0.0' }, options);
    await client.connect(new StreamableHTTPClientTransport(url, { requestInit: { headers } }));
    return {
      revision: client.getNegotiatedProtocolVersion(),
      tools: async () => (await client.listTools()).tools.map((tool) => tool.name),
      call: async (name, args) => (await client.callTool({ name, arguments: args })).content[0].text,
      close: () => client.close()
    };
  },
  isHidden: (error, tool) => error.code === -32602 && error.message.includes(`Unknown tool: '${tool}'`),
  lacksScope: (error) => error.constructor.name === 'InsufficientScopeError' && error.message.includes('users:approve'),
  isRefused: (error) => error.status === 401
});
