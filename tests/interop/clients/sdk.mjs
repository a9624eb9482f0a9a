// @modelcontextprotocol/sdk, the first line of the TypeScript SDK: node sdk.mjs <url>
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { run } from './checks.mjs';

const url = new URL(process.argv[2]);

await run({
  name: '@modelcontextprotocol/sdk on 2025-11-25',
  revision: '2025-11-25',
  connect: async ({ headers }) => {
    const client = new Client({ name: 'interop', version: '1.0.0' });
    const transport = new StreamableHTTPClientTransport(url, { requestInit: { headers } });
    await client.connect(transport);
    return {
      revision: transport.protocolVersion,
      tools: async () => (await client.listTools()).tools.map((tool) => tool.name),
      call: async (name, args) => (await client.callTool({ name, arguments: args })).content[0].text,
      close: () => client.close()
    };
  },
  isHidden: (error, tool) => error.code === -32602 && error.message.includes(`Unknown tool: '${tool}'`),
  lacksScope: (error) => error.code === 403 && error.message.includes('insufficient_scope'),
  isRefused: (error) => error.code === 401
});
