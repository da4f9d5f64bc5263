import type { Import } from '../../shared/domain/import/import.ts';
import { LeaseLostError, takeWork, type Work } from '../../shared/domain/import/lease.ts';
import { ObjectReplacedError } from '../../shared/domain/import/replaced.ts';
import { mustBring } from '../../shared/domain/import/who.ts';
import { inForce } from '../../shared/domain/member/in-force.ts';
import type { Caller } from '../../shared/domain/member/member.ts';
import { ProblemError } from '../../shared/domain/problem.ts';
import { FileProblem } from '../../shared/tabular/file-problem.ts';
import { checkFile } from './check.ts';
import { closeImport } from './close.ts';
import { SheetRefusedError } from './open-file.ts';
import type { RunImportDeps } from './ports.ts';
import { runRows } from './run.ts';

type Failure = NonNullable<Import['failure']>;

const stuck: Failure = {
  code: 'import-stuck',
  message: {
    id: 'Impor ini berulang kali terhenti. Yang sudah masuk tetap tersimpan. Bagi berkasnya menjadi beberapa bagian, lalu unggah lagi.',
    en: 'This import kept breaking off. What went in stays. Divide the file and upload it again.',
  },
};
const replaced: Failure = {
  code: 'upload-replaced',
  message: {
    id: 'Berkas ini diganti saat sedang dibaca. Mulai impor baru dengan satu berkas saja.',
    en: 'The file was replaced while it was being read. Begin a new import with one file.',
  },
};
const notAllowed: Failure = {
  code: 'maker-not-allowed',
  message: {
    id: 'Anda tidak lagi berwenang untuk impor ini. Hubungi petugas dinas.',
    en: 'You are no longer entitled to this import. Ask your office.',
  },
};

/** Why an import cannot go on for a reason that is not ours; undefined for faults of ours. */
const failureOf = (error: unknown): Failure | undefined => {
  if (error instanceof FileProblem) return { code: error.code, message: error.problem };
  if (error instanceof SheetRefusedError) return { code: error.code, message: error.problem };
  if (error instanceof ObjectReplacedError) return replaced;
  if (!(error instanceof ProblemError)) return undefined;
  const [fault] = error.faults;
  if (fault !== undefined) return { code: fault.code, message: fault.message };
  return error.code === 'forbidden' ? notAllowed : undefined;
};

/**
 * Goes on with an import: checks its file, or carries it out. `holder` is the message that asked for it. Asked for twice, at
 * once or again, it comes to the same.
 * @throws what the table or the store throws: it is then asked for again
 */
export const runImport = (deps: RunImportDeps) => {
  const { imports, membershipsOf, clock } = deps;

  const callerOf = async ({ maker, kind }: Import): Promise<Caller> => {
    // what the maker may do now, not when the file was uploaded
    const caller = { subject: maker, memberships: inForce(await membershipsOf(maker), clock()) };
    mustBring(caller, kind);
    return caller;
  };

  const fail = async (work: Work, failure: Failure): Promise<void> => {
    await work.checkpoint(() => ({ failure }));
    await closeImport(deps, work, 'fail');
  };

  const goOn = async (work: Work): Promise<void> => {
    const { state, failure } = work.now();
    // a run before this one came so far and no further
    if (failure !== undefined) return closeImport(deps, work, 'fail');
    const caller = await callerOf(work.now());
    if (state === 'checking') return checkFile(deps, work, caller);
    // the file may be gone once the report is there
    if (work.now().report === undefined && (await runRows(deps, work, caller)) === 'paused') return;
    const { isCancelling, done, found } = work.now();
    await closeImport(deps, work, isCancelling && done < (found?.rows ?? 0) ? 'stop' : 'finish');
  };

  const goOnOrFail = async (work: Work): Promise<void> => {
    try {
      await goOn(work);
    } catch (error) {
      const failure = failureOf(error);
      if (failure === undefined) throw error;
      await fail(work, failure);
    }
  };

  return async (importId: string, holder: string): Promise<void> => {
    const taken = await takeWork({ store: imports, clock }, importId, holder);
    if (taken === undefined) return;
    const { work, isSpent } = taken;
    try {
      if (isSpent && work.now().failure === undefined) await fail(work, stuck);
      else await goOnOrFail(work);
    } catch (error) {
      // whoever has it now does it
      if (!(error instanceof LeaseLostError)) throw error;
    }
  };
};
