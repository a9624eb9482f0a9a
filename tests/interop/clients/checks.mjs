// What every client must find at the quickstart, as each tenant. A client is an adapter:
//   name       as printed
//   connect    ({ headers }) => { revision?, tools(): Promise<string[]>, call(name, args): Promise<string>, close() }
//   isHidden   (error, tool) => whether the error says that the tool is unknown
//   lacksScope (error) => whether the error is the 403 of a missing scope
//   isRefused  (error) => whether the error is the 401 of a missing or unknown key
// Prints "passed: …" or "FAILED: …" for each check and exits with 3 where one failed, which no crash of node does.
import assert from 'node:assert/strict';

const bearer = (key) => ({ headers: { Authorization: `Bearer ${key}` } });
const apiKey = (key) => ({ headers: { 'X-API-Key': key } });
const visible = {
  'demo-acme': ['forecast_sales', 'query_sales'],
  'demo-globex': ['delete_user', 'forecast_sales', 'query_sales', 'read_customer'],
  'demo-globex-staging': ['delete_user', 'forecast_sales', 'seed_test_data']
};

export async function run(client) {
  let failed = 0;
  const check = async (what, body) => {
    try {
      await body();
      console.log(`passed: ${client.name}: ${what}`);
    } catch (error) {
      failed++;
      console.log(`FAILED: ${client.name}: ${what}: ${String(error?.stack ?? error).replaceAll('\n', ' | ')}`);
    }
  };
  const as = async (credentials, body) => {
    const connection = await client.connect(credentials);
    try {
      return await body(connection);
    } finally {
      await connection.close();
    }
  };
  const errorOf = async (promise) => {
    try {
      await promise;
    } catch (error) {
      return error;
    }
    assert.fail('the call was not refused');
  };

  for (const [key, tools] of Object.entries(visible)) {
    await check(`${key} lists exactly ${tools.join(', ')}`, () =>
      as(bearer(key), async (connection) => {
        assert.deepEqual((await connection.tools()).sort(), tools);
        if (client.revision) {
          assert.equal(connection.revision, client.revision);
        }
      }));
  }

  await check('demo-acme calls query_sales', () =>
    as(bearer('demo-acme'), async (connection) =>
      assert.equal(await connection.call('query_sales', { region: 'EMEA', quarter: '2026-Q3' }), 'EMEA sold 1.42 M EUR in 2026-Q3.')));
  await check('demo-globex calls read_customer with X-API-Key', () =>
    as(apiKey('demo-globex'), async (connection) =>
      assert.equal(await connection.call('read_customer', { id: 7 }), 'Customer 7: Ada Lovelace, since 1843.')));
  await check('demo-globex-approver may call delete_user', () =>
    as(bearer('demo-globex-approver'), async (connection) =>
      assert.equal(await connection.call('delete_user', { user: 'bob' }), 'User bob is deleted.')));
  await check('demo-globex lacks the scope for delete_user', () =>
    as(bearer('demo-globex'), async (connection) => {
      const error = await errorOf(connection.call('delete_user', { user: 'bob' }));
      assert.ok(client.lacksScope(error), describe(error));
    }));

  for (const [key, tool] of [['demo-acme', 'delete_user'], ['demo-globex', 'rotate_keys'], ['demo-globex-staging', 'query_sales']]) {
    await check(`to ${key}, ${tool} is as unknown as a tool that does not exist`, () =>
      as(bearer(key), async (connection) => {
        const hidden = await errorOf(connection.call(tool, { user: 'bob' }));
        const unknown = await errorOf(connection.call('no_such_tool', { user: 'bob' }));
        assert.ok(client.isHidden(hidden, tool), describe(hidden));
        assert.equal(describe(hidden).replaceAll(tool, 'x'), describe(unknown).replaceAll('no_such_tool', 'x'));
      }));
  }

  for (const [what, credentials] of [['no key', { headers: {} }], ['an unknown key', bearer('demo-nobody')]]) {
    await check(`${what} is refused`, async () => {
      const error = await errorOf(as(credentials, (connection) => connection.tools()));
      assert.ok(client.isRefused(error), describe(error));
    });
  }

  process.exit(failed === 0 ? 0 : 3);
}

export function describe(error) {
  return `${error.constructor.name} ${error.code}: ${error.message}`;
}
