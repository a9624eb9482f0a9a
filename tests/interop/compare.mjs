// Compares two runs of the conformance suite: node compare.mjs <before.json> <after.json>
// Exits 1, naming each, if a scenario passes fewer checks or fails more after than before.
import { readFileSync } from 'node:fs';

const [before, after] = process.argv.slice(2).map((file) => JSON.parse(readFileSync(file, 'utf8')));
let worse = 0;
for (const [scenario, expected] of Object.entries(before)) {
  const found = after[scenario];
  const why = !found
    ? 'did not run'
    : found.checks.passed < expected.checks.passed
      ? `passed ${found.checks.passed} checks instead of ${expected.checks.passed}`
      : found.checks.failed > expected.checks.failed
        ? `failed ${found.checks.failed} checks instead of ${expected.checks.failed}`
        : null;
  if (why) {
    worse++;
    console.log(`${scenario}: ${why}${found?.failures?.length ? `\n    ${found.failures.map((f) => JSON.stringify(f)).join('\n    ')}` : ''}`);
  }
}
console.log(`compared ${Object.keys(before).length} scenarios, ${worse} worse`);
process.exit(worse === 0 ? 0 : 1);
