import { derivedId } from '../derived-id.ts';
import { canonicalJson } from '../digest.ts';
import type { DataKey, Sealer } from '../identity/sealer.ts';
import { SentraId } from '../ids.ts';
import type { Entry, RowOutcome } from '../intake/entry.ts';
import { isAllowed, officers, type Caller } from '../member/member.ts';
import { changedRegistration, firstRegistration } from '../sentra/registration.ts';
import { toSentraView } from '../sentra/sentra.ts';
import type { SentraRepository, StoredSentra } from '../sentra/sentra-repository.ts';
import { toIso, type Clock } from '../time.ts';
import { busy, changedElsewhere, outsideScope, refused, refusedBy, saidBefore, unknownThing } from './refusals.ts';
import { judge } from './verdict.ts';

type SentraEntry = Extract<Entry, { kind: 'sentra' }>;

export interface PutSentrasDeps {
  readonly sentras: Pick<SentraRepository, 'get' | 'create' | 'change'>;
  readonly sealer: Sealer;
  readonly caller: Caller;
  readonly importId: string;
  readonly clock: Clock;
}

/** Times a sentra that others wrote meanwhile is looked at again. */
const attempts = 3;

/** The id of an imported sentra: by its name in its kabupaten/kota. */
const sentraIdOf = ({ regionCode, name }: SentraEntry['body']): SentraId =>
  SentraId.parse(derivedId('sentra', regionCode.slice(0, 5), name.toLowerCase().replace(/\s+/g, ' ')));

/** Puts rows of sentras, one after the other: there are hundreds of them, not thousands. */
export const createPutSentras = ({ sentras, sealer, caller, importId, clock }: PutSentrasDeps) => {
  const isAsSaid = async (sentra: StoredSentra, key: DataKey, { leader, ...body }: SentraEntry['body']) => {
    const view: Readonly<Record<string, unknown>> = toSentraView(sentra, await sealer.open(key, sentra.sealed));
    return Object.entries({ ...body, ...(leader && { leader }) }).every(
      ([name, value]) => canonicalJson(view[name]) === canonicalJson(value),
    );
  };

  const putOne = async (line: number, { id, body }: SentraEntry): Promise<RowOutcome | 'conflict'> => {
    if (!isAllowed(caller, { regionCode: body.regionCode }, officers)) return refused(line, outsideScope);
    const sentraId = id === undefined ? sentraIdOf(body) : SentraId.parse(id);
    const found = await sentras.get(sentraId);
    if (found === undefined) {
      if (id !== undefined) return refused(line, unknownThing);
      const key = await sealer.createKey(sentraId);
      const imported = { importId, line, did: 'created', etag: '1' } as const;
      const sentra = await firstRegistration(sealer, { sentraId, body, key, imported, at: toIso(clock()) });
      return (await sentras.create(sentra, key)) ? { line, did: 'created', id: sentraId } : 'conflict';
    }
    const { sentra: before, key } = found;
    if (!isAllowed(caller, before, officers)) return refused(line, unknownThing);
    const digest = await sealer.fingerprint(key, body);
    const isSame = before.createdWith === digest || (await isAsSaid(before, key, body));
    const verdict = judge(before, isSame, { importId, line });
    switch (verdict) {
      case 'created':
      case 'changed':
      case 'same':
        return { line, did: verdict, id: sentraId };
      case 'said-before':
        return refused(line, saidBefore);
      case 'changed-elsewhere':
        return refused(line, changedElsewhere);
      case 'change':
        break;
    }
    const changed = await changedRegistration(sealer, before, key, body, toIso(clock()));
    const imported = { importId, line, did: 'changed', etag: changed.etag } as const;
    const isWritten = await sentras.change({ ...changed, createdWith: digest, imported }, before.etag);
    return isWritten ? { line, did: 'changed', id: sentraId } : 'conflict';
  };

  return async (
    rows: readonly { readonly line: number; readonly entry: SentraEntry }[],
  ): Promise<readonly RowOutcome[]> => {
    const outcomes: RowOutcome[] = [];
    for (const { line, entry } of rows) {
      try {
        let outcome: RowOutcome | 'conflict' = 'conflict';
        for (let attempt = 0; attempt < attempts && outcome === 'conflict'; attempt += 1)
          outcome = await putOne(line, entry);
        outcomes.push(outcome === 'conflict' ? refused(line, busy) : outcome);
      } catch (error) {
        outcomes.push(refusedBy(line, error));
      }
    }
    return outcomes;
  };
};
