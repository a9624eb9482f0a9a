// Turns one run of the conformance suite into <revision>.json and a summary line.
// Usage: summarize.mjs <requirements.yaml> <folder of results> <file to write>
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';

const [requirements, folder, file] = process.argv.slice(2);
const revision = basename(requirements, '.yaml');

/** The scenarios a server must pass: the list under "server:". */
function scoredScenarios() {
  const lines = readFileSync(requirements, 'utf8').split('\n');
  const start = lines.indexOf('server:') + 1;
  const rest = lines.slice(start);
  const end = rest.findIndex((line) => /^\S/.test(line));
  return rest.slice(0, end).filter((line) => line.startsWith('  - ')).map((line) => line.slice(4).trim());
}

/** Each scenario leaves server-<name>-<time>/checks.json. */
function readResults(scored) {
  const results = {};
  for (const entry of readdirSync(folder).sort()) {
    const scenario = entry.replace(/^server-/, '').replace(/-\d{4}-\d\d-\d\dT[\d-]+Z$/, '');
    const checks = JSON.parse(readFileSync(join(folder, entry, 'checks.json'), 'utf8'));
    const count = (status) => checks.filter((check) => check.status === status).length;
    const isScored = scored.includes(scenario);
    results[scenario] = {
      scored: isScored,
      passed: count('FAILURE') === 0 && (!isScored || count('SUCCESS') > 0),
      checks: { passed: count('SUCCESS'), failed: count('FAILURE'), warned: count('WARNING'), skipped: count('SKIPPED') },
      failures: checks.filter((check) => check.status === 'FAILURE').map((check) => `${check.id}: ${check.errorMessage ?? ''}`)
    };
  }

  // A scenario that left nothing behind did not pass.
  for (const scenario of scored.filter((name) => !(name in results))) {
    results[scenario] = {
      scored: true,
      passed: false,
      checks: { passed: 0, failed: 0, warned: 0, skipped: 0 },
      failures: ['the suite recorded no result']
    };
  }

  return results;
}

const scored = scoredScenarios();
const results = readResults(scored);
writeFileSync(file, JSON.stringify(results, null, 2) + '\n');

let failed = 0;
for (const [scenario, result] of Object.entries(results)) {
  if (!result.passed) {
    failed += result.scored ? 1 : 0;
    const label = result.scored ? 'FAILED' : 'failed, not scored';
    console.log(`${revision} ${scenario}: ${label} (${result.checks.failed} of ${result.checks.passed + result.checks.failed} checks)`);
    if (result.scored) {
      result.failures.forEach((failure) => console.log(`    ${failure}`));
    }
  }
}

const notScored = Object.values(results).filter((result) => !result.scored).length;
console.log(`conformance ${revision}: ${scored.length - failed} passed, ${failed} failed, ${notScored} not scored`);
process.exit(scored.length === 0 || failed > 0 ? 1 : 0);
