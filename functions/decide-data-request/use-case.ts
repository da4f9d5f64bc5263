import { normaliseNpwp } from '../../shared/domain/identity/npwp.ts';
import { toMobile } from '../../shared/domain/identity/phone.ts';
import type { Sealer } from '../../shared/domain/identity/sealer.ts';
import type { DataRequestId, IkmId } from '../../shared/domain/ids.ts';
import type { IkmRepository, IkmSecrets } from '../../shared/domain/ikm/ikm-repository.ts';
import { isAllowed, officers, type Caller } from '../../shared/domain/member/member.ts';
import { withdrawConsent, type PurposeConsents } from '../../shared/domain/privacy/consent.ts';
import {
  toDataRequestView,
  type DataRequest,
  type DataRequests,
  type DataRequestView,
} from '../../shared/domain/privacy/data-request.ts';
import { reachIkm, type FoundIkm } from '../../shared/domain/privacy/reach.ts';
import { ProblemError } from '../../shared/domain/problem.ts';
import { nextEtag } from '../../shared/domain/save.ts';
import { toIso, type Clock } from '../../shared/domain/time.ts';
import type { DecisionBody } from './decision-body.ts';

export interface DecideDataRequestDeps {
  readonly ikms: Pick<IkmRepository, 'get'>;
  readonly requests: Pick<DataRequests, 'read' | 'write'>;
  readonly purposes: PurposeConsents;
  readonly sealer: Pick<Sealer, 'open'>;
  readonly clock: Clock;
}

interface Input {
  readonly ikmId: IkmId;
  readonly requestId: DataRequestId;
  readonly body: DecisionBody;
}

const notCorrected = (path: string): ProblemError =>
  new ProblemError('wrong-state', [
    {
      path: `changes/${path}`,
      code: 'not-corrected-yet',
      message: {
        id: 'Betulkan dahulu data usahanya seperti yang diminta, lalu terima permintaan ini.',
        en: 'Change the data as asked first, then accept the request.',
      },
    },
  ]);

/** Whether the IKM says by now what the owner asked for; the path of the first field that does not. */
const uncorrected = (
  { ikm }: FoundIkm,
  secrets: IkmSecrets,
  changes: Readonly<Partial<Record<string, string>>>,
): string | undefined => {
  const { businessName, nib, postalCode } = ikm;
  const now: Readonly<Partial<Record<string, string | undefined>>> = { ...secrets, businessName, nib, postalCode };
  const plain = (field: string, text: string): string =>
    field === 'phone' ? (toMobile(text) ?? text) : field === 'npwp' ? normaliseNpwp(text) : text.trim();
  return Object.entries(changes).find(
    ([field, text]) => text !== undefined && plain(field, text) !== plain(field, now[field] ?? ''),
  )?.[0];
};

/**
 * An officer's decision on a request that waits for one. A correction is accepted once the IKM was changed as asked, by the
 * normal change; what is accepted else begins now.
 * @throws ProblemError `not-found`, `forbidden`, `stale-etag`, `wrong-state`, `not-a-member`
 */
export const decideDataRequest =
  ({ ikms, requests, purposes, sealer, clock }: DecideDataRequestDeps) =>
  async (caller: Caller, { ikmId, requestId, body }: Input): Promise<DataRequestView> => {
    const found = await reachIkm(ikms, caller, ikmId);
    if (!isAllowed(caller, found.ikm, officers)) throw new ProblemError('forbidden');
    const before = await requests.read(ikmId, requestId);
    if (before === undefined) throw new ProblemError('not-found');
    if (before.etag !== body.etag) throw new ProblemError('stale-etag');
    if (before.state !== 'open') throw new ProblemError('wrong-state');
    const nowMs = clock();
    const ended = { decidedBy: caller.subject, reasons: body.reasons, doneAt: toIso(nowMs) };
    const after = async (): Promise<Partial<DataRequest>> => {
      if (body.decision === 'refuse') return { ...ended, state: 'refused' };
      switch (before.kind) {
        case 'correction': {
          const [changes, secrets] = await Promise.all([
            sealer.open(found.key, before.sealed),
            sealer.open(found.key, found.ikm.sealed),
          ]);
          const left = uncorrected(found, secrets, changes);
          if (left !== undefined) throw notCorrected(left);
          return { ...ended, state: 'done' };
        }
        case 'restriction':
          await withdrawConsent(purposes, clock)(caller, found.ikm, 'publishing');
          return { ...ended, state: 'done' };
        case 'access':
        case 'erasure':
          return { decidedBy: caller.subject, state: 'working', seq: before.seq + 1 };
      }
    };
    const decided: DataRequest = { ...before, ...(await after()), etag: nextEtag(before.etag) };
    if ((await requests.write(decided, before)) === 'conflict') throw new ProblemError('stale-etag');
    return toDataRequestView(decided, nowMs);
  };
