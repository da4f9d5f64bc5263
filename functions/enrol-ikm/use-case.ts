import type { DataKey, HashIdentity, Sealer } from '../../shared/domain/identity/sealer.ts';
import type { IkmId } from '../../shared/domain/ids.ts';
import { changedEnrolment, enrolling, firstEnrolment, locksOf, secretsOf } from '../../shared/domain/ikm/enrolment.ts';
import type { IkmBody, IkmView } from '../../shared/domain/ikm/ikm.ts';
import type { IkmRepository, StoredIkm } from '../../shared/domain/ikm/ikm-repository.ts';
import { originOf } from '../../shared/domain/ikm/origin.ts';
import { toIkmView } from '../../shared/domain/ikm/view.ts';
import { anyone, isAllowed, type Caller } from '../../shared/domain/member/member.ts';
import { assertMember } from '../../shared/domain/member/reach.ts';
import { ProblemError } from '../../shared/domain/problem.ts';
import { assertKnownRegion } from '../../shared/domain/region/check-region.ts';
import { decideSave } from '../../shared/domain/save.ts';
import type { SentraRepository } from '../../shared/domain/sentra/sentra-repository.ts';
import { toIso, type Clock } from '../../shared/domain/time.ts';

export interface EnrolIkmDeps {
  readonly ikms: Pick<IkmRepository, 'get' | 'create' | 'change'>;
  readonly sentras: Pick<SentraRepository, 'get'>;
  readonly sealer: Sealer;
  readonly hashIdentity: HashIdentity;
  readonly clock: Clock;
}

export interface EnrolIkmInput {
  readonly ikmId: IkmId;
  readonly body: IkmBody;
  readonly ifMatch: string | undefined;
}

/** Times a creation that met another one is looked at again. */
const attempts = 3;

/**
 * Enrols an IKM, or changes it. One enrolment per NIK (and per NIB) and production site.
 * @throws ProblemError `bad-request`, `unknown-region`, `forbidden`, `not-found`, `if-match-required`, `stale-etag`,
 * `identity-fixed`, `already-enrolled`, `wrong-state`
 */
export const enrolIkm = ({ ikms, sentras, sealer, hashIdentity, clock }: EnrolIkmDeps) => {
  const create = async (
    { ikmId, body, ifMatch }: EnrolIkmInput,
    sentraRegion: string | undefined,
  ): Promise<IkmView | undefined> => {
    decideSave(undefined, { ifMatch, digest: '' });
    const secrets = secretsOf(body, {});
    const [key, locks] = await Promise.all([sealer.createKey(ikmId), locksOf(hashIdentity, body, secrets)]);
    const ikm = await firstEnrolment(sealer, { ikmId, body, secrets, locks, key, sentraRegion, at: toIso(clock()) });
    const written = await ikms.create(ikm);
    if (written === 'taken') throw new ProblemError('already-enrolled');
    return written === 'written' ? toIkmView(sealer, ikm, key, clock()) : undefined;
  };

  const change = async (before: StoredIkm, key: DataKey, body: IkmBody): Promise<IkmView> => {
    const ikm = await changedEnrolment({ sealer, hashIdentity }, before, key, body, toIso(clock()));
    const written = await ikms.change(ikm, before);
    if (written === 'taken') throw new ProblemError('already-enrolled');
    if (written === 'conflict') throw new ProblemError('stale-etag');
    return toIkmView(sealer, ikm, key, clock());
  };

  /** The region that a sentra's members produce in; a sentra outside the caller's scope is not there. */
  const sentraRegionOf = async (caller: Caller, sentraId: string | undefined): Promise<string | undefined> => {
    if (sentraId === undefined) return undefined;
    const found = await sentras.get(sentraId);
    if (found !== undefined && isAllowed(caller, found.sentra, anyone)) return originOf(found.sentra);
    throw new ProblemError('not-found', [
      {
        path: 'sentraId',
        code: 'not-found',
        message: {
          id: 'Sentra ini tidak ada atau bukan wewenang Anda. Pilih sentra lain, atau kosongkan.',
          en: 'There is no such sentra in your scope. Choose another, or leave it out.',
        },
      },
    ]);
  };

  return async (caller: Caller, input: EnrolIkmInput): Promise<{ created: boolean; ikm: IkmView }> => {
    const { ikmId, body, ifMatch } = input;
    assertMember(caller);
    assertKnownRegion(body.regionCode);
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const found = await ikms.get(ikmId);
      if (found === undefined || !isAllowed(caller, found.ikm, anyone)) {
        // asked first, so that the answer for a foreign region does not tell whether the id is in use
        const place = { regionCode: body.regionCode, sentraId: body.sentraId };
        if (!isAllowed(caller, place, enrolling)) throw new ProblemError('forbidden');
        // scopes name both kinds of places by id: whoever is given such an IKM must not get a sentra
        if (found !== undefined || (await sentras.get(ikmId)) !== undefined) throw new ProblemError('not-found');
        const created = await create(input, await sentraRegionOf(caller, body.sentraId));
        if (created !== undefined) return { created: true, ikm: created };
        continue;
      }
      const { ikm, key } = found;
      const digest = await sealer.fingerprint(key, body);
      return decideSave(ikm, { ifMatch, digest }) === 'change'
        ? { created: false, ikm: await change(ikm, key, body) }
        : { created: false, ikm: await toIkmView(sealer, ikm, key, clock()) };
    }
    throw new ProblemError('conflict');
  };
};
