import { toMobile } from '../identity/phone.ts';
import type { DataKey, Sealed, Sealer } from '../identity/sealer.ts';
import type { SentraId } from '../ids.ts';
import type { Imported } from '../intake/imported.ts';
import { ProblemError } from '../problem.ts';
import { nextEtag } from '../save.ts';
import type { IsoInstant } from '../time.ts';
import type { SentraBody } from './sentra.ts';
import type { StoredSentra } from './sentra-repository.ts';

const sealLeader = async (sealer: Pick<Sealer, 'seal'>, key: DataKey, { leader }: SentraBody): Promise<Sealed> =>
  leader === undefined
    ? {}
    : sealer.seal(key, { leaderName: leader.name, leaderPhone: toMobile(leader.phone) ?? leader.phone });

/** A new sentra. */
export const firstRegistration = async (
  sealer: Pick<Sealer, 'seal' | 'fingerprint'>,
  made: {
    readonly sentraId: SentraId;
    readonly body: SentraBody;
    readonly key: DataKey;
    readonly imported?: Imported;
    readonly at: IsoInstant;
  },
): Promise<StoredSentra> => {
  const { leader: _, ...fields } = made.body;
  return {
    ...fields,
    sentraId: made.sentraId,
    etag: '1',
    createdWith: await sealer.fingerprint(made.key, made.body),
    sealed: await sealLeader(sealer, made.key, made.body),
    imported: made.imported,
    createdAt: made.at,
    updatedAt: made.at,
  };
};

/**
 * A sentra with another body; moving to another kabupaten/kota would hand it to other officers.
 * @throws ProblemError `identity-fixed`
 */
export const changedRegistration = async (
  sealer: Pick<Sealer, 'seal'>,
  before: StoredSentra,
  key: DataKey,
  body: SentraBody,
  at: IsoInstant,
): Promise<StoredSentra> => {
  if (body.regionCode.slice(0, 5) !== before.regionCode.slice(0, 5)) throw new ProblemError('identity-fixed');
  const { leader: _, ...fields } = body;
  return {
    ...fields,
    sentraId: before.sentraId,
    etag: nextEtag(before.etag),
    createdWith: before.createdWith,
    sealed: await sealLeader(sealer, key, body),
    imported: before.imported,
    createdAt: before.createdAt,
    updatedAt: at,
  };
};
