import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { JWK } from 'jose';
import type { Configuration, Provider } from 'oidc-provider';
import { demoUsers, subjectOf } from '../demo-users.ts';
import type { State } from '../state.ts';
import type { Plan, PlannedClient } from '../template/plan.ts';
import { createGrantStore } from './grant-store.ts';
import { createSignInPages, pageHeaders, refusalPage } from './sign-in-pages.ts';
import { accessSecondsOf, type SignIn } from './tokens.ts';

const mount = '/_identity';
/** What the access tokens are for, as the provider must call it. */
const resource = 'urn:e-smart-ikm:api';

export interface IdentityDeps {
  readonly plan: Plan;
  readonly state: State;
  readonly signIn: SignIn;
  readonly key: JWK;
}

const userOf = (subject: string | undefined) => demoUsers.find((user) => subjectOf(user) === subject);

const daySeconds = 24 * 3600;

const configure = ({ state, signIn, key }: IdentityDeps, clients: readonly PlannedClient[]): Configuration => ({
  adapter: createGrantStore(state),
  jwks: { keys: [key] },
  cookies: { keys: [state.secret('cookies', 32).toString('hex')] },
  clients: clients.map(({ id, properties }) => ({
    client_id: id,
    token_endpoint_auth_method: 'none' as const,
    redirect_uris: [...properties.CallbackURLs],
    post_logout_redirect_uris: [...properties.LogoutURLs],
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    application_type: 'web' as const,
  })),
  // the paths of Cognito's own domain
  routes: {
    authorization: '/oauth2/authorize',
    token: '/oauth2/token',
    userinfo: '/oauth2/userInfo',
    jwks: '/.well-known/jwks.json',
  },
  pkce: { required: () => true },
  scopes: ['openid', 'email', 'phone'],
  claims: { openid: ['sub'], email: ['email', 'email_verified'], phone: ['phone_number', 'phone_number_verified'] },
  rotateRefreshToken: false,
  issueRefreshToken: (_context, client) => Promise.resolve(client.grantTypeAllowed('refresh_token')),
  clientBasedCORS: (_context, origin, client) =>
    (client.redirectUris ?? []).some((uri) => new URL(uri).origin === origin),
  ttl: {
    RefreshToken: 30 * daySeconds,
    Grant: 30 * daySeconds,
    Session: daySeconds,
    Interaction: 3600,
    AuthorizationCode: 60,
    IdToken: 3600,
  },
  interactions: { url: (_context, { uid }) => `${mount}/sign-in/${uid}` },
  findAccount: (_context, subject) => {
    const user = userOf(subject);
    if (user === undefined) return undefined;
    const email = user.email === undefined ? {} : { email: user.email, email_verified: true };
    const phone = user.phone === undefined ? {} : { phone_number: user.phone, phone_number_verified: true };
    return { accountId: subject, claims: () => ({ sub: subject, ...email, ...phone }) };
  },
  // our own screens ask for nothing that would need consent
  loadExistingGrant: async ({ oidc }) => {
    const { client, session, provider } = oidc;
    if (client === undefined || session?.accountId === undefined) return undefined;
    const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
    grant.addOIDCScope('openid email phone');
    grant.addResourceScope(resource, 'openid email phone');
    await grant.save();
    return grant;
  },
  features: {
    devInteractions: { enabled: false },
    rpInitiatedLogout: { enabled: true },
    resourceIndicators: {
      enabled: true,
      defaultResource: () => resource,
      useGrantedResource: () => true,
      getResourceServerInfo: (_context, _indicator, client) => {
        const planned = clients.find(({ id }) => id === client.clientId);
        return {
          scope: 'openid email phone',
          // Cognito's tokens have client_id alone; the provider insists on an audience, and the authorizer takes either
          audience: client.clientId,
          accessTokenFormat: 'jwt',
          accessTokenTTL: planned === undefined ? 3600 : accessSecondsOf(planned),
          jwt: { sign: { alg: 'RS256' } },
        };
      },
    },
  },
  extraTokenClaims: async (context, token) => {
    const user = userOf('accountId' in token ? token.accountId : undefined);
    if (user === undefined) return {};
    const isRefresh = context.oidc.params?.['grant_type'] === 'refresh_token';
    await signIn.trigger(
      user,
      token.clientId ?? '',
      isRefresh ? 'TokenGeneration_RefreshTokens' : 'TokenGeneration_HostedAuth',
    );
    return { token_use: 'access', username: subjectOf(user), version: 2, auth_time: Math.floor(Date.now() / 1000) };
  },
  renderError: (context, { error, error_description: description }) => {
    context.set(pageHeaders);
    context.body = refusalPage(`${error}: ${description ?? ''}`);
  },
});

/** The user pool's stand-in: authorization code with PKCE, demo users with a one-time code, tokens as Cognito makes them. */
export const createIdentity = (deps: IdentityDeps): RequestListener => {
  const clients = deps.plan.userPools.flatMap((pool) => pool.clients);
  let opening: Promise<RequestListener> | undefined;

  const open = async (): Promise<RequestListener> => {
    // loaded when first needed: most runs use tokens from the command line
    const oidc = await import('oidc-provider');
    const provider: Provider = new oidc.default(deps.plan.settings.issuer, configure(deps, clients));
    provider.on('server_error', (_context, fault) => console.error(`sign-in: ${fault.message}`));
    const pages = createSignInPages(provider);
    const callback = provider.callback();
    return (request, response) => {
      const path = (request.url ?? '/').slice(mount.length) || '/';
      if (path.startsWith('/sign-in/')) {
        void pages(request, response).catch((fault: unknown) => {
          response
            .writeHead(400, { 'content-type': 'text/plain' })
            .end(fault instanceof Error ? fault.message : 'fault');
        });
        return;
      }
      // how the provider learns below which path it stands
      Object.assign(request, { originalUrl: request.url, baseUrl: mount, url: path });
      void callback(request, response);
    };
  };

  return (request: IncomingMessage, response: ServerResponse) => {
    opening ??= open();
    opening.then(
      (listener) => listener(request, response),
      (fault: unknown) => {
        console.error(`sign-in: ${fault instanceof Error ? (fault.stack ?? fault.message) : String(fault)}`);
        response.writeHead(500).end();
      },
    );
  };
};
