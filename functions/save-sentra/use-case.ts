import type { DataKey, Sealer } from '../../shared/domain/identity/sealer.ts';
import type { SentraId } from '../../shared/domain/ids.ts';
import { anyone, isAllowed, officers, type Caller } from '../../shared/domain/member/member.ts';
import { assertMember } from '../../shared/domain/member/reach.ts';
import { ProblemError } from '../../shared/domain/problem.ts';
import { assertKnownRegion } from '../../shared/domain/region/check-region.ts';
import { decideSave } from '../../shared/domain/save.ts';
import { changedRegistration, firstRegistration } from '../../shared/domain/sentra/registration.ts';
import { toSentraView, type SentraBody, type SentraView } from '../../shared/domain/sentra/sentra.ts';
import type { SentraRepository, StoredSentra } from '../../shared/domain/sentra/sentra-repository.ts';
import { toIso, type Clock } from '../../shared/domain/time.ts';

export interface SaveSentraDeps {
  readonly sentras: SentraRepository;
  readonly sealer: Sealer;
  readonly clock: Clock;
}

export interface SaveSentraInput {
  readonly sentraId: SentraId;
  readonly body: SentraBody;
  readonly ifMatch: string | undefined;
}

/** Times a creation that met another one is looked at again. */
const attempts = 3;

/**
 * Registers a sentra, or changes it. Officers only, within their regions.
 * @throws ProblemError `unknown-region`, `forbidden`, `not-found`, `if-match-required`, `stale-etag`, `identity-fixed`
 */
export const saveSentra =
  ({ sentras, sealer, clock }: SaveSentraDeps) =>
  async (caller: Caller, input: SaveSentraInput): Promise<{ created: boolean; sentra: SentraView }> => {
    const { sentraId, body, ifMatch } = input;
    assertMember(caller);
    assertKnownRegion(body.regionCode);

    const view = async (sentra: StoredSentra, key: DataKey): Promise<SentraView> =>
      toSentraView(sentra, await sealer.open(key, sentra.sealed));

    const create = async (): Promise<SentraView | undefined> => {
      decideSave(undefined, { ifMatch, digest: '' });
      const key = await sealer.createKey(sentraId);
      const sentra = await firstRegistration(sealer, { sentraId, body, key, at: toIso(clock()) });
      return (await sentras.create(sentra, key)) ? view(sentra, key) : undefined;
    };

    const change = async (existing: StoredSentra, key: DataKey): Promise<SentraView> => {
      const sentra = await changedRegistration(sealer, existing, key, body, toIso(clock()));
      if (!isAllowed(caller, body, officers)) throw new ProblemError('forbidden');
      if (!(await sentras.change(sentra, existing.etag))) throw new ProblemError('stale-etag');
      return view(sentra, key);
    };

    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const found = await sentras.get(sentraId);
      if (found === undefined || !isAllowed(caller, found.sentra, anyone)) {
        // asked first, so that the answer for a foreign region does not tell whether the id is in use
        if (!isAllowed(caller, { regionCode: body.regionCode }, officers)) throw new ProblemError('forbidden');
        if (found !== undefined) throw new ProblemError('not-found');
        const created = await create();
        if (created !== undefined) return { created: true, sentra: created };
        continue;
      }
      const { sentra: existing, key } = found;
      if (!isAllowed(caller, existing, officers)) throw new ProblemError('forbidden');
      const digest = await sealer.fingerprint(key, body);
      return decideSave(existing, { ifMatch, digest }) === 'change'
        ? { created: false, sentra: await change(existing, key) }
        : { created: false, sentra: await view(existing, key) };
    }
    throw new ProblemError('conflict');
  };
