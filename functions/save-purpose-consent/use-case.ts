import type { Sealer } from '../../shared/domain/identity/sealer.ts';
import type { IkmId } from '../../shared/domain/ids.ts';
import type { IkmRepository } from '../../shared/domain/ikm/ikm-repository.ts';
import { isAllowed, type Caller } from '../../shared/domain/member/member.ts';
import { assertEvidence } from '../../shared/domain/paper/evidence.ts';
import type { Papers } from '../../shared/domain/paper/store.ts';
import { showConsent, speakerField } from '../../shared/domain/privacy/consent-view.ts';
import {
  say,
  type ConsentPurpose,
  type PurposeConsentBody,
  type PurposeConsents,
  type PurposeConsentView,
} from '../../shared/domain/privacy/consent.ts';
import { reachIkm } from '../../shared/domain/privacy/reach.ts';
import { ProblemError } from '../../shared/domain/problem.ts';
import { toIso, type Clock } from '../../shared/domain/time.ts';
import { untilWritten } from '../../shared/domain/until-written.ts';

export interface SavePurposeConsentDeps {
  readonly ikms: Pick<IkmRepository, 'get'>;
  readonly purposes: PurposeConsents;
  readonly papers: Pick<Papers, 'read'>;
  readonly sealer: Pick<Sealer, 'seal' | 'open'>;
  readonly clock: Clock;
}

interface Input {
  readonly ikmId: IkmId;
  readonly purpose: ConsentPurpose;
  readonly body: PurposeConsentBody;
}

/** Clocks of phones may be ahead by this, in milliseconds. */
const aheadMs = 5 * 60_000;

const notYet = new ProblemError('bad-request', [
  {
    path: 'at',
    code: 'in-the-future',
    message: { id: 'Waktu persetujuan belum tiba. Periksa tanggal dan jamnya.', en: 'This time is still to come.' },
  },
]);

/**
 * Writes down that the owner agrees. The same word again changes nothing. Whoever is not the owner cannot speak by the owner's
 * sign-in, and after a withdrawal needs what the owner signed.
 * @throws ProblemError `not-found`, `forbidden`, `bad-request`, `not-a-member`, `conflict`
 */
export const savePurposeConsent =
  ({ ikms, purposes, papers, sealer, clock }: SavePurposeConsentDeps) =>
  async (caller: Caller, { ikmId, purpose, body }: Input): Promise<PurposeConsentView> => {
    const found = await reachIkm(ikms, caller, ikmId);
    const isOwner = isAllowed(caller, found.ikm, ['pemilik']);
    if (body.way === 'own-sign-in' && !isOwner) throw new ProblemError('forbidden');
    const nowMs = clock();
    if (Date.parse(body.at) > nowMs + aheadMs) throw notYet;
    const at = toIso(Date.parse(body.at));
    if (body.paperId !== undefined) await assertEvidence(papers, { ikmId, paperId: body.paperId }, 'paperId');
    return untilWritten(async () => {
      const before = await purposes.read(ikmId, purpose);
      if (before?.agreed === false && !isOwner && body.way !== 'signed-photo') throw new ProblemError('forbidden');
      if (before?.agreed === true && before.version === body.version && before.at === at && before.way === body.way)
        return showConsent(sealer, found, purpose, before);
      const { by, version, way, paperId } = body;
      const sealed = await sealer.seal(found.key, { [speakerField(purpose)]: by });
      const word = { agreed: true, version, at, way, sealed, ...(paperId === undefined ? {} : { paperId }) };
      const after = say({ ikmId, purpose }, word, before, { caller, nowMs });
      if ((await purposes.write(after, before)) === 'conflict') return 'conflict';
      return showConsent(sealer, found, purpose, after);
    });
  };
