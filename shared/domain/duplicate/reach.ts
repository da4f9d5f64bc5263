import type { DataKey } from '../identity/sealer.ts';
import type { IkmRepository, StoredIkm } from '../ikm/ikm-repository.ts';
import { toIkmSummary } from '../ikm/view.ts';
import { isAllowed, officers, type Caller } from '../member/member.ts';
import { ProblemError } from '../problem.ts';
import type { Duplicate, Duplicates, DuplicateView } from './duplicate.ts';

interface Found {
  readonly ikm: StoredIkm;
  readonly key: DataKey;
}

/** A pair with both its records. */
export interface DuplicatePair {
  readonly duplicate: Duplicate;
  readonly records: readonly [Found, Found];
}

/** Both records of a pair, if both lie in the officer's scope: neither tells of the other else. */
export const pairFor = async (
  ikms: Pick<IkmRepository, 'get'>,
  caller: Caller,
  duplicate: Duplicate,
): Promise<DuplicatePair | undefined> => {
  const [first, second] = await Promise.all([ikms.get(duplicate.ikmIds[0]), ikms.get(duplicate.ikmIds[1])]);
  if (first === undefined || second === undefined) return undefined;
  const isReached = [first, second].every(({ ikm }) => isAllowed(caller, ikm, officers));
  return isReached ? { duplicate, records: [first, second] } : undefined;
};

/** @throws ProblemError `not-found` also for a pair outside the caller's scope */
export const reachDuplicate = async (
  { duplicates, ikms }: { readonly duplicates: Pick<Duplicates, 'read'>; readonly ikms: Pick<IkmRepository, 'get'> },
  caller: Caller,
  duplicateId: string,
): Promise<DuplicatePair> => {
  const duplicate = await duplicates.read(duplicateId);
  const pair = duplicate === undefined ? undefined : await pairFor(ikms, caller, duplicate);
  if (pair === undefined) throw new ProblemError('not-found');
  return pair;
};

export const toDuplicateView = ({ duplicate, records }: DuplicatePair): DuplicateView => {
  const { ikmIds: _ikmIds, regionCode: _regionCode, decidedBy: _decidedBy, ...shown } = duplicate;
  return { ...shown, records: records.map(({ ikm }) => toIkmSummary(ikm)) };
};
