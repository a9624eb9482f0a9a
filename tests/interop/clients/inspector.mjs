// The Inspector's command line: node inspector.mjs <url> <legacy|modern>
// It looks a tool up in the list before it calls it, so a hidden tool is one that it does not find.
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { run } from './checks.mjs';

const [url, era] = process.argv.slice(2);
const inspector = fileURLToPath(new URL('../node_modules/@modelcontextprotocol/inspector/clients/launcher/build/index.js', import.meta.url));
const home = mkdtempSync(join(tmpdir(), 'stoa-inspector-'));
process.on('exit', () => rmSync(home, { recursive: true, force: true }));

class InspectorError extends Error {
  constructor(exitCode, { code, message }) {
    super(message);
    this.code = code;
    this.exitCode = exitCode;
  }
}

async function inspect(headers, ...args) {
  const shown = Object.entries(headers).flatMap(([name, value]) => ['--header', `${name}: ${value}`]);
  const all = ['--cli', '--server-url', url, '--transport', 'http', '--protocol-era', era, '--format', 'json', '--stored-auth-only', ...shown, ...args];
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [inspector, ...all], { env: { ...process.env, HOME: home }, timeout: 60_000 });
    return JSON.parse(stdout).result;
  } catch (error) {
    const lines = String(error.stderr ?? '').split('\n').filter((line) => line.startsWith('{"error"'));
    throw lines.length === 1 ? new InspectorError(error.code, JSON.parse(lines[0]).error) : error;
  }
}

await run({
  name: `Inspector CLI, ${era}`,
  connect: async ({ headers }) => ({
    tools: async () => (await inspect(headers, '--method', 'tools/list')).tools.map((tool) => tool.name),
    call: async (name, args) =>
      (await inspect(headers, '--method', 'tools/call', '--tool-name', name, '--tool-args-json', JSON.stringify(args))).content[0].text,
    close: async () => {}
  }),
  isHidden: (error, tool) => error.code === 'tool_not_found' && error.message.includes(`'${tool}'`),
  lacksScope: (error) => error.message === 'Insufficient scope: required "users:approve"',
  isRefused: (error) => error.code === 'auth_required' && error.exitCode === 3
});
