import { randomUUID } from 'node:crypto';
import { exportJWK, generateKeyPair, importJWK, SignJWT, type JSONWebKeySet, type JWK } from 'jose';
import * as z from 'zod';
import type { Pool } from '../lambda/pool.ts';
import type { State } from '../state.ts';
import type { Plan, PlannedClient } from '../template/plan.ts';
import { subjectOf, type DemoUser } from '../demo-users.ts';

const Key = z.looseObject({ kty: z.string(), kid: z.string(), n: z.string(), e: z.string() });

/** The key that signs tokens, kept under the data directory. */
export const loadSigningKey = async (state: State): Promise<JWK> => {
  const kept = state.get('signing-key', 'rs256');
  if (kept !== undefined) return Key.parse(JSON.parse(kept));
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const made = { ...(await exportJWK(privateKey)), kid: randomUUID(), alg: 'RS256', use: 'sig' };
  state.put('signing-key', 'rs256', JSON.stringify(made));
  return made;
};

export const publicKeys = (key: JWK): JSONWebKeySet => {
  const { kty, kid, n, e } = Key.parse(key);
  return { keys: [{ kty, kid, n, e, alg: 'RS256', use: 'sig' }] };
};

export class SignInRefused extends Error {
  override readonly name = 'SignInRefused';
}

/** What the user pool's trigger is told, and what tokens say; version 1 of Cognito's event. */
const triggerEvent = (region: string, poolId: string, clientId: string, user: DemoUser, source: string) => ({
  version: '1',
  triggerSource: source,
  region,
  userPoolId: poolId,
  userName: subjectOf(user),
  callerContext: { awsSdkVersion: 'local', clientId },
  request: {
    userAttributes: {
      sub: subjectOf(user),
      'cognito:user_status': 'CONFIRMED',
      ...(user.email !== undefined && { email: user.email, email_verified: 'true' }),
      ...(user.phone !== undefined && { phone_number: user.phone, phone_number_verified: 'true' }),
    },
    groupConfiguration: { groupsToOverride: [], iamRolesToOverride: [], preferredRole: null },
  },
  response: { claimsOverrideDetails: null },
});

/** How long an access token lives, from the client's template, in seconds. */
export const accessSecondsOf = ({ properties }: PlannedClient): number => {
  const units: Readonly<Record<string, number>> = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 };
  return properties.AccessTokenValidity * (units[properties.TokenValidityUnits.AccessToken ?? 'hours'] ?? 3600);
};

export interface SignIn {
  /** Invokes the pool's trigger, as Cognito does before it makes tokens. @throws SignInRefused when it fails. */
  readonly trigger: (user: DemoUser, clientId: string, source: string) => Promise<void>;
  /** Signs in a demo user without a browser. @throws SignInRefused */
  readonly tokenFor: (user: DemoUser) => Promise<{ token: string; expiresIn: number }>;
}

/** Makes access tokens as Cognito's look, after the pool's trigger has agreed. */
export const createSignIn = (deps: { readonly plan: Plan; readonly pool: Pool; readonly key: JWK }): SignIn => {
  const { plan, pool } = deps;
  const { region, issuer } = plan.settings;
  const [userPool] = plan.userPools;
  const trigger: SignIn['trigger'] = async (user, clientId, source) => {
    if (userPool?.triggerArn === undefined) return;
    const invokedBy = plan.functions.find(({ arn }) => arn === userPool.triggerArn)?.invokedBy;
    if (invokedBy?.has('cognito-idp.amazonaws.com') !== true)
      throw new SignInRefused('the template does not let Cognito invoke the sign-in trigger');
    const outcome = await pool.invoke(userPool.triggerArn, triggerEvent(region, userPool.id, clientId, user, source));
    if (!outcome.ok) throw new SignInRefused(`PreTokenGeneration failed with error ${outcome.reason}`);
  };
  return {
    trigger,
    tokenFor: async (user) => {
      const client = userPool?.clients[0];
      if (client === undefined) throw new SignInRefused('the templates have no user pool with a client');
      await trigger(user, client.id, 'TokenGeneration_Authentication');
      const expiresIn = accessSecondsOf(client);
      const token = await new SignJWT({
        token_use: 'access',
        client_id: client.id,
        username: subjectOf(user),
        scope: client.properties.AllowedOAuthScopes.join(' '),
        auth_time: Math.floor(Date.now() / 1000),
        version: 2,
      })
        .setProtectedHeader({ alg: 'RS256', kid: deps.key.kid ?? '' })
        .setSubject(subjectOf(user))
        .setIssuer(issuer)
        .setIssuedAt()
        .setExpirationTime(`${expiresIn}s`)
        .setJti(randomUUID())
        .sign(await importJWK(deps.key, 'RS256'));
      return { token, expiresIn };
    },
  };
};
