import type { Adapter, AdapterFactory, AdapterPayload } from 'oidc-provider';
import * as z from 'zod';
import type { State } from '../state.ts';

const Kept = z.object({
  payload: z.custom<AdapterPayload>((value) => typeof value === 'object' && value !== null),
  endsAt: z.number().nullable(),
});

/** Keeps what the OIDC provider must remember (sessions, codes, refresh tokens) under the data directory. */
export const createGrantStore =
  (state: State): AdapterFactory =>
  (model): Adapter => {
    const kind = `oidc ${model}`;
    const read = (text: string | undefined): AdapterPayload | undefined => {
      if (text === undefined) return undefined;
      const { payload, endsAt } = Kept.parse(JSON.parse(text));
      return endsAt !== null && endsAt < Date.now() ? undefined : payload;
    };
    const entries = () => state.list(kind).map(({ key, value }) => ({ key, payload: read(value) }));
    const find = (id: string) => Promise.resolve(read(state.get(kind, id)));
    return {
      find,
      findByUid: (uid) => Promise.resolve(entries().find(({ payload }) => payload?.uid === uid)?.payload),
      findByUserCode: () => Promise.resolve(undefined),
      upsert: (id, payload, expiresIn) => {
        state.put(
          kind,
          id,
          JSON.stringify({ payload, endsAt: expiresIn === undefined ? null : Date.now() + expiresIn * 1000 }),
        );
        return Promise.resolve();
      },
      consume: async (id) => {
        const payload = await find(id);
        if (payload !== undefined)
          state.put(
            kind,
            id,
            JSON.stringify({
              payload: { ...payload, consumed: Math.floor(Date.now() / 1000) },
              endsAt: (payload.exp ?? 0) * 1000,
            }),
          );
      },
      destroy: (id) => {
        state.delete(kind, id);
        return Promise.resolve();
      },
      revokeByGrantId: (grantId) => {
        for (const { key, payload } of entries())
          if (payload === undefined || payload.grantId === grantId) state.delete(kind, key);
        return Promise.resolve();
      },
    };
  };
