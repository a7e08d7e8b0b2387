// A real OpenID provider (npm oidc-provider) for the tests of sign-in:
//   node provider.mjs FOLDER_WITH_NODE_MODULES REDIRECT_URI
// It prints its issuer, and ends when its standard input does. Whoever signs in as `ada` is in the group `ops`, and so on.
import { createServer } from 'node:http';
import { pathToFileURL } from 'node:url';

const [folder, redirect] = process.argv.slice(2);
const { default: Provider } = await import(pathToFileURL(`${folder}/node_modules/oidc-provider/lib/index.js`));

const groups = { ada: ['ops', 'everybody'], grace: ['leads'], admin: ['ops'], eve: ['everybody'], moving: ['ops'] };
const server = createServer();
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const issuer = `http://127.0.0.1:${server.address().port}`;

const client = { redirect_uris: [redirect], grant_types: ['authorization_code'], response_types: ['code'] };
const provider = new Provider(issuer, {
  clients: [
    { ...client, client_id: 'errpredict', client_secret: 'a secret: with & signs' },
    { ...client, client_id: 'errpredict-public', token_endpoint_auth_method: 'none' },
  ],
  cookies: { keys: ['only for tests'] },
  claims: { openid: ['sub'], profile: ['preferred_username', 'groups'], email: ['email', 'email_verified'] },
  findAccount: (_, id) => ({
    accountId: id,
    claims: () => ({
      sub: id, preferred_username: id, groups: groups[id] ?? [], email: `${id}@example.com`, email_verified: id !== 'eve',
    }),
  }),
  pkce: { required: () => true },
  ttl: { AuthorizationCode: 2 },
});
// What somebody is in changes while the provider runs: GET /groups/NAME/ops,leads (for the tests alone).
server.on('request', (request, response) => {
  const [, what, name, list] = request.url.split('/');
  if (what === 'groups') {
    groups[name] = list.split(',').filter(Boolean);
    response.end('set');
    return;
  }
  provider.callback()(request, response);
});
provider.on('server_error', (_, error) => console.error(error));
console.log(issuer);
process.stdin.on('end', () => process.exit(0)).resume();
