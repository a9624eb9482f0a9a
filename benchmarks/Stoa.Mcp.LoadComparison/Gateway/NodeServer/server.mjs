// The tool of the other servers, written with the TypeScript SDK and its defaults. Like them it says its address on the first line, then answers
// every line it reads with the processor time it has used, in ticks of 100 ns, and ends with its input.
import { createServer } from 'node:http';
import { createInterface } from 'node:readline';
import { toNodeHandler } from '@modelcontextprotocol/node';
import { createMcpHandler, fromJsonSchema, McpServer } from '@modelcontextprotocol/server';

const inputSchema = fromJsonSchema({
    type: 'object',
    properties: {
        title: { type: 'string' },
        customer: { type: 'string' },
        sections: { type: 'array', items: { type: 'string' } },
        year: { type: 'integer' },
        draft: { type: 'boolean' },
        notes: { type: 'string' },
    },
    required: ['title', 'customer', 'sections', 'year', 'draft', 'notes'],
});

function create() {
    const server = new McpServer({ name: 'reports', version: '1.0' });
    server.registerTool(
        'create_report',
        { description: 'Creates a report.', inputSchema, annotations: { readOnlyHint: true } },
        ({ title, customer, sections, year, draft, notes }) => ({
            content: [{
                type: 'text',
                text: `${draft ? 'Draft' : 'Report'} '${title}' ${year} for ${customer}: ${sections.length} sections, ${notes.length} characters of notes.`,
            }],
        }),
    );
    return server;
}

const http = createServer(toNodeHandler(createMcpHandler(create)));
http.keepAliveTimeout = 0;
http.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${http.address().port}`));
createInterface({ input: process.stdin })
    .on('line', () => {
        const used = process.cpuUsage();
        console.log(`${(used.user + used.system) * 10} 0 0`);
    })
    .on('close', () => process.exit());
