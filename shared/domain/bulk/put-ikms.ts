import { derivedId } from '../derived-id.ts';
import type { DataKey, HashIdentity, Sealer } from '../identity/sealer.ts';
import { siteOf } from '../identity/site.ts';
import { IkmId } from '../ids.ts';
import {
  changedEnrolment,
  enrolling,
  firstEnrolment,
  isAsSaid,
  locksOf,
  secretsOf,
  type Locks,
} from '../ikm/enrolment.ts';
import type { IkmRepository, IkmSecrets, StoredIkm } from '../ikm/ikm-repository.ts';
import type { Directory, Entry, RowOutcome } from '../intake/entry.ts';
import { anyone, isAllowed, type Caller } from '../member/member.ts';
import type { SentraRepository } from '../sentra/sentra-repository.ts';
import { toIso, type Clock } from '../time.ts';
import { createPutThings, type Draft } from './put-things.ts';
import {
  busy,
  changedElsewhere,
  claimed,
  outsideScope,
  refused,
  refusedBy,
  saidBefore,
  unknownThing,
} from './refusals.ts';
import { createSentraRegions } from './sentra-regions.ts';
import type { BulkStore, FoundIkm } from './store.ts';
import { takeLocks } from './take-locks.ts';
import { judge } from './verdict.ts';

type IkmEntry = Extract<Entry, { kind: 'ikm' }>;

interface IkmDraft extends Draft {
  readonly body: IkmEntry['body'];
  readonly secrets: IkmSecrets;
  readonly locks: Locks;
  readonly sentraRegion: string | undefined;
  /** The record that stands for this firm if it was imported before its NIK or NIB was known. */
  readonly unnumbered: string | undefined;
}

export interface PutIkmsDeps {
  readonly store: Pick<BulkStore, 'insertIkms' | 'ikms' | 'insertLocks' | 'locks' | 'takeOver' | 'release'>;
  readonly ikms: Pick<IkmRepository, 'change'>;
  readonly sentras: Pick<SentraRepository, 'get'>;
  readonly sealer: Sealer;
  readonly hashIdentity: HashIdentity;
  /** What is enrolled already, as known when the import began. */
  readonly directory: Pick<Directory, 'ikm'>;
  readonly caller: Caller;
  readonly importId: string;
  readonly clock: Clock;
}

/** Times an IKM that others wrote meanwhile is looked at again. */
const attempts = 3;

const plainly = (text: string): string => text.toLowerCase().replace(/\s+/g, ' ');

/** The id of an imported IKM without NIK and NIB: by its name, owner and site. */
const unnumberedIdOf = (
  { businessName, regionCode }: IkmEntry['body'],
  { ownerName = '', address = '' }: IkmSecrets,
): IkmId => IkmId.parse(derivedId('ikm', plainly(businessName), plainly(ownerName), siteOf(regionCode, address)));

/** The id of one with a NIK or NIB: by its keyed hash at its site, as a NIK could be guessed back from any other. */
const numberedIdOf = (hash: string): IkmId => IkmId.parse(derivedId('ikm', hash));

/** Records whose keys come of one call to the key service. */
const keysOfBatch = 1000;

const createKeys = (sealer: Pick<Sealer, 'createBatch'>) => {
  let batch: ReturnType<Sealer['createBatch']> | undefined;
  let left = 0;
  return async (recordId: string): Promise<DataKey> => {
    if (batch === undefined || left === 0) {
      batch = sealer.createBatch();
      left = keysOfBatch;
      // a failure is not kept
      batch.catch(() => (batch = undefined));
    }
    left -= 1;
    return (await batch)(recordId);
  };
};

/** Puts rows of IKMs: new ones as drafts; a firm that is enrolled already in the caller's scope is that record. */
export const createPutIkms = (deps: PutIkmsDeps) => {
  const { store, ikms, sealer, hashIdentity, caller, importId, clock } = deps;
  const keyOf = createKeys(sealer);
  const sentraRegionOf = createSentraRegions(deps.sentras, caller);

  const change = async ({ line, body }: IkmDraft, { ikm, key }: FoundIkm): Promise<RowOutcome | 'conflict'> => {
    if (!isAllowed(caller, ikm, anyone)) return refused(line, claimed);
    const digest = await sealer.fingerprint(key, body);
    const isSame = ikm.createdWith === digest || (await isAsSaid(sealer, ikm, key, body));
    const verdict = judge(ikm, isSame, { importId, line });
    switch (verdict) {
      case 'created':
      case 'changed':
      case 'same':
        return { line, did: verdict, id: ikm.ikmId };
      case 'said-before':
        return refused(line, saidBefore);
      case 'changed-elsewhere':
        return refused(line, changedElsewhere);
      case 'change':
        break;
    }
    const changed = await changedEnrolment({ sealer, hashIdentity }, ikm, key, body, toIso(clock()));
    const imported = { importId, line, did: 'changed', etag: changed.etag } as const;
    const written = await ikms.change({ ...changed, createdWith: digest, imported }, ikm);
    if (written === 'taken') return refused(line, claimed);
    return written === 'conflict' ? written : { line, did: 'changed', id: ikm.ikmId };
  };

  const settle = async (draft: IkmDraft, stored: FoundIkm): Promise<RowOutcome> => {
    let found: FoundIkm | undefined = stored;
    try {
      for (let attempt = 0; attempt < attempts && found !== undefined; attempt += 1) {
        const outcome = await change(draft, found);
        if (outcome !== 'conflict') return outcome;
        found = (await store.ikms([found.ikm.ikmId])).get(found.ikm.ikmId);
      }
    } catch (error) {
      return refusedBy(draft.line, error);
    }
    return refused(draft.line, busy);
  };

  const insert = async (drafts: readonly IkmDraft[]): Promise<ReadonlyMap<IkmDraft, RowOutcome>> => {
    if (drafts.length === 0) return new Map();
    const at = toIso(clock());
    const made = new Map<IkmDraft, StoredIkm>();
    for (const { line, ...draft } of drafts.map((draft) => ({ ...draft, draft }))) {
      const imported = { importId, line, did: 'created', etag: '1' } as const;
      const ikmId = IkmId.parse(draft.id);
      made.set(draft.draft, await firstEnrolment(sealer, { ...draft, ikmId, key: await keyOf(ikmId), imported, at }));
    }
    const locked = await takeLocks(store, [...made.values()]);
    const ready = [...made.values()].filter(({ ikmId }) => locked.get(ikmId) === 'taken');
    const there = await store.insertIkms(ready);
    const outcomes = new Map<IkmDraft, RowOutcome>();
    for (const draft of drafts) {
      const { line, id } = draft;
      const lock = locked.get(id);
      if (lock === 'busy' || lock === undefined) outcomes.set(draft, refused(line, busy));
      // the firm is enrolled under another id: that record is what the row is about
      else if (lock !== 'taken') outcomes.set(draft, await settle(draft, lock));
      else if (!there.has(id)) outcomes.set(draft, { line, did: 'created', id });
    }
    return outcomes;
  };

  const put = createPutThings<IkmDraft, FoundIkm>({
    read: (ids) => store.ikms(ids),
    insert,
    settle,
    lost: ({ line }) => refused(line, busy),
  });

  const draftOf = async (line: number, { id, body }: IkmEntry): Promise<IkmDraft | RowOutcome> => {
    if (!isAllowed(caller, { regionCode: body.regionCode, sentraId: body.sentraId }, enrolling))
      return refused(line, outsideScope);
    const sentra = body.sentraId === undefined ? { region: undefined } : await sentraRegionOf(body.sentraId);
    if (sentra === undefined) return refused(line, unknownThing);
    try {
      const secrets = secretsOf(body, {});
      const locks = await locksOf(hashIdentity, body, secrets);
      const { region: sentraRegion } = sentra;
      const [hash] = locks.locks;
      const byName = unnumberedIdOf(body, secrets);
      const isLater = id === undefined && hash !== undefined && deps.directory.ikm(byName) !== 'none';
      return {
        line,
        id: id ?? (hash === undefined ? byName : numberedIdOf(hash)),
        marks: locks.locks,
        body,
        secrets,
        locks,
        sentraRegion,
        unnumbered: isLater ? byName : undefined,
      };
    } catch (error) {
      return refusedBy(line, error);
    }
  };

  /**
   * Rows that bring the NIK or NIB of a firm that was imported without: they are about that record, the first of each name.
   * What this import itself wrote does not count, so that a repeated stretch comes to the same.
   */
  const toEarlier = async (drafts: readonly IkmDraft[]): Promise<readonly IkmDraft[]> => {
    const first = new Map<string, IkmDraft>();
    for (const draft of drafts)
      if (draft.unnumbered !== undefined && !first.has(draft.unnumbered)) first.set(draft.unnumbered, draft);
    const earlier = first.size === 0 ? undefined : await store.ikms([...first.keys()]);
    return drafts.map((draft) => {
      const { unnumbered = '', line } = draft;
      const ikm = first.get(unnumbered) === draft ? earlier?.get(unnumbered)?.ikm : undefined;
      const isOwn = ikm?.imported?.importId === importId && ikm.imported.line !== line;
      return ikm === undefined || ikm.locks.length > 0 || isOwn ? draft : { ...draft, id: ikm.ikmId };
    });
  };

  return async (
    rows: readonly { readonly line: number; readonly entry: IkmEntry }[],
  ): Promise<readonly RowOutcome[]> => {
    const outcomes: RowOutcome[] = [];
    const drafts: IkmDraft[] = [];
    for (const { line, entry } of rows) {
      const draft = await draftOf(line, entry);
      if ('did' in draft) outcomes.push(draft);
      else drafts.push(draft);
    }
    // an id that the row gives is of an IKM that is there
    const named = new Set(rows.flatMap(({ entry }) => entry.id ?? []));
    const known = named.size === 0 ? undefined : await store.ikms([...named]);
    const isLost = ({ id }: IkmDraft): boolean => {
      const found = known?.get(id);
      return named.has(id) && (found === undefined || !isAllowed(caller, found.ikm, anyone));
    };
    outcomes.push(...drafts.filter(isLost).map(({ line }) => refused(line, unknownThing)));
    outcomes.push(...(await put(await toEarlier(drafts.filter((draft) => !isLost(draft))))));
    return outcomes;
  };
};
