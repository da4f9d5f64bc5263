import type { Sealer } from '../../shared/domain/identity/sealer.ts';
import type { IkmId } from '../../shared/domain/ids.ts';
import type { IkmRepository } from '../../shared/domain/ikm/ikm-repository.ts';
import { isAllowed, officers, type Caller } from '../../shared/domain/member/member.ts';
import { assertEvidence } from '../../shared/domain/paper/evidence.ts';
import type { Papers } from '../../shared/domain/paper/store.ts';
import { withdrawConsent, type PurposeConsents } from '../../shared/domain/privacy/consent.ts';
import {
  clockMs,
  toDataRequestView,
  type DataRequest,
  type DataRequestBody,
  type DataRequests,
  type DataRequestView,
} from '../../shared/domain/privacy/data-request.ts';
import { reachIkm } from '../../shared/domain/privacy/reach.ts';
import { ProblemError } from '../../shared/domain/problem.ts';
import { toIso, type Clock } from '../../shared/domain/time.ts';

export interface FileDataRequestDeps {
  readonly ikms: Pick<IkmRepository, 'get'>;
  readonly requests: Pick<DataRequests, 'read' | 'write'>;
  readonly purposes: PurposeConsents;
  readonly papers: Pick<Papers, 'read'>;
  readonly sealer: Pick<Sealer, 'seal'>;
  readonly clock: Clock;
}

const noEvidence = new ProblemError('bad-request', [
  {
    path: 'evidence',
    code: 'evidence-missing',
    message: {
      id: 'Sebutkan bukti bahwa pemilik memintanya: kode, foto surat bertanda tangan, atau saksi.',
      en: 'Say how the owner asked for it: code, photo of a signed letter, or witness.',
    },
  },
]);

/**
 * Takes in what a person asks of their data; the clock of 3 × 24 hours starts. Begun at once when the owner or an officer
 * files it, but for a correction, which an officer decides, as they decide what a mentor files. A restriction stops publishing
 * now. The same again answers the same request.
 * @throws ProblemError `not-found`, `bad-request` (another than the owner without evidence), `id-taken`, `not-a-member`, `conflict`
 */
export const fileDataRequest =
  ({ ikms, requests, purposes, papers, sealer, clock }: FileDataRequestDeps) =>
  async (
    caller: Caller,
    { ikmId, body }: { readonly ikmId: IkmId; readonly body: DataRequestBody },
  ): Promise<DataRequestView> => {
    const { ikm, key } = await reachIkm(ikms, caller, ikmId);
    const { requestId, kind, evidence } = body;
    const nowMs = clock();
    const there = await requests.read(ikmId, requestId);
    if (there !== undefined) {
      if (there.kind !== kind || there.filedBy !== caller.subject) throw new ProblemError('id-taken');
      return toDataRequestView(there, nowMs);
    }
    const isOwner = isAllowed(caller, ikm, ['pemilik']);
    if (!isOwner && evidence === undefined) throw noEvidence;
    if (!isOwner && evidence?.way === 'signed-photo')
      await assertEvidence(papers, { ikmId, paperId: evidence.paperId ?? '' }, 'evidence/paperId');
    const isDecided = kind !== 'correction' && (isOwner || isAllowed(caller, ikm, officers));
    if (kind === 'restriction' && isDecided) await withdrawConsent(purposes, clock)(caller, ikm, 'publishing');
    const request: DataRequest = {
      ...{ requestId, ikmId, kind, seq: 1, etag: '1', reasons: [], left: [] },
      state: !isDecided ? 'open' : kind === 'restriction' ? 'done' : 'working',
      regionCode: ikm.regionCode,
      filedBy: caller.subject,
      ...(isOwner || evidence === undefined ? {} : { evidence }),
      at: toIso(nowMs),
      dueAt: toIso(nowMs + clockMs),
      ...(kind === 'erasure' ? { step: 'close' as const } : {}),
      ...(kind === 'restriction' && isDecided ? { doneAt: toIso(nowMs) } : {}),
      sealed: body.kind === 'correction' ? { ...(await sealer.seal(key, body.changes)) } : {},
    };
    if ((await requests.write(request, undefined)) === 'conflict') throw new ProblemError('conflict');
    return toDataRequestView(request, nowMs);
  };
