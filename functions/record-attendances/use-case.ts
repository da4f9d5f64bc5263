import { openPass } from '../../shared/domain/batch/attendance-code.ts';
import type { Scan, ScanOutcome } from '../../shared/domain/batch/attendance.ts';
import type { Batch, Batches, Training, Trainings } from '../../shared/domain/batch/batch.ts';
import { newTraining, takePart } from '../../shared/domain/batch/participate.ts';
import { dayOfScan, type ScanRefusal } from '../../shared/domain/batch/scan.ts';
import type { HashIdentity } from '../../shared/domain/identity/sealer.ts';
import type { IkmId } from '../../shared/domain/ids.ts';
import type { ReachIkmDeps } from '../../shared/domain/ikm/reach.ts';
import { anyone, isAllowed, officers, type Caller } from '../../shared/domain/member/member.ts';
import { assertMember } from '../../shared/domain/member/reach.ts';
import { ProblemError } from '../../shared/domain/problem.ts';
import { nextEtag } from '../../shared/domain/save.ts';
import { toIso, type Clock } from '../../shared/domain/time.ts';
import { untilWritten } from '../../shared/domain/until-written.ts';

export interface RecordAttendancesDeps extends ReachIkmDeps {
  readonly batches: Pick<Batches, 'read'>;
  readonly trainings: Pick<Trainings, 'read' | 'join' | 'change'>;
  readonly hashIdentity: HashIdentity;
  readonly clock: Clock;
}

/** A scan whose code is genuine: who came, where, and on which day when the code says it. */
interface Claimed {
  readonly batch: Batch;
  readonly ikmId: IkmId;
  readonly kind: 'day' | 'ikm';
  readonly day: string | undefined;
}

const refused = (refusal: ScanRefusal): ScanOutcome => ({ outcome: 'refused', refusal });

/**
 * Records scans that phones made, maybe long before they had a network. One IKM's day is recorded once, however often and by
 * whomever it was scanned; an IKM that was not registered takes a seat if there is one.
 * @throws ProblemError `not-a-member`; `forbidden` for partners
 */
export const recordAttendances = (deps: RecordAttendancesDeps) => {
  const { batches, trainings, placeOfIkm, hashIdentity, clock } = deps;

  const claimOf = async (caller: Caller, scan: Scan): Promise<Claimed | ScanRefusal> => {
    const pass = await openPass(hashIdentity, scan.code);
    if (pass === undefined) return 'bad-code';
    const ikmId = pass.kind === 'ikm' ? pass.ikmId : scan.ikmId;
    const batchId = pass.kind === 'day' ? pass.batchId : scan.batchId;
    if (ikmId === undefined) return 'ikm-missing';
    if (batchId === undefined) return 'batch-missing';
    const batch = await batches.read(batchId);
    // whoever scans an IKM's own code answers for the batch; whoever scans the batch's code, for the IKM
    if (batch === undefined || (pass.kind === 'ikm' && !isAllowed(caller, batch, officers))) return 'unknown-batch';
    const place = await placeOfIkm(ikmId);
    if (place === undefined || (pass.kind === 'day' && !isAllowed(caller, place, anyone))) return 'unknown-ikm';
    if (place.state === 'closed') return 'ikm-closed';
    return { batch, ikmId, kind: pass.kind, day: pass.kind === 'day' ? pass.day : undefined };
  };

  const record = async (
    caller: Caller,
    scan: Scan,
    { batch, ikmId, kind }: Claimed,
    day: string,
  ): Promise<ScanOutcome> => {
    const walkIn = { ...newTraining(batch, ikmId, clock()), walkIn: true as const };
    return untilWritten(async () => {
      const part = await takePart(trainings, batch.quota, walkIn);
      if (part === 'full') return refused('full');
      const { training } = part;
      const told = { day, walkIn: training.walkIn === true };
      if (training.days[day] !== undefined) return { outcome: 'repeated', ...told };
      const presence = {
        attendanceId: scan.attendanceId,
        scannedAt: toIso(Date.parse(scan.scannedAt)),
        recordedAt: toIso(clock()),
        recordedBy: caller.subject,
        code: kind,
      };
      const after: Training = {
        ...training,
        etag: nextEtag(training.etag),
        days: { ...training.days, [day]: presence },
      };
      return (await trainings.change(training, after)) === 'written' ? { outcome: 'recorded', ...told } : 'conflict';
    });
  };

  return async (caller: Caller, scans: readonly Scan[]): Promise<readonly ScanOutcome[]> => {
    assertMember(caller);
    if (!caller.memberships.some(({ role }) => anyone.some((each) => each === role)))
      throw new ProblemError('forbidden');
    const outcomes: ScanOutcome[] = [];
    for (const scan of scans) {
      const claimed = await claimOf(caller, scan);
      if (typeof claimed === 'string') {
        outcomes.push(refused(claimed));
        continue;
      }
      const found = dayOfScan(claimed.batch, claimed.day, Date.parse(scan.scannedAt), clock());
      outcomes.push('refusal' in found ? refused(found.refusal) : await record(caller, scan, claimed, found.day));
    }
    return outcomes;
  };
};
