import type { IkmId, SentraId } from '../../shared/domain/ids.ts';
import { anyone, isAllowed, type Caller, type Place } from '../../shared/domain/member/member.ts';
import { assertMember } from '../../shared/domain/member/reach.ts';
import { toPackView, type Pack, type PackBody, type Packs, type PackView } from '../../shared/domain/pack/pack.ts';
import { ProblemError } from '../../shared/domain/problem.ts';
import { toIso, type Clock } from '../../shared/domain/time.ts';

type Placed = Place & { readonly regionCode: string };

export interface OpenPackDeps {
  readonly placeOfIkm: (ikmId: string) => Promise<Placed | undefined>;
  readonly placeOfSentra: (sentraId: string) => Promise<Placed | undefined>;
  readonly packs: Packs;
  readonly clock: Clock;
}

export interface OpenPackInput {
  readonly ikmId?: IkmId | undefined;
  readonly sentraId?: SentraId | undefined;
  readonly body: PackBody;
}

/**
 * Takes in that a pack is wanted; it is built in the background. The same again answers the same pack.
 * @throws ProblemError `not-found` (also outside the caller's scope), `id-taken` for an id of another pack in it
 */
export const openPack =
  ({ placeOfIkm, placeOfSentra, packs, clock }: OpenPackDeps) =>
  async (caller: Caller, { ikmId, sentraId, body }: OpenPackInput): Promise<PackView> => {
    assertMember(caller);
    const holder: Pack['holder'] | undefined =
      ikmId !== undefined
        ? { type: 'ikm', id: ikmId }
        : sentraId !== undefined
          ? { type: 'sentra', id: sentraId }
          : undefined;
    if (holder === undefined) throw new ProblemError('not-found');
    const found = await (holder.type === 'ikm' ? placeOfIkm(holder.id) : placeOfSentra(holder.id));
    if (found === undefined || !isAllowed(caller, found, anyone)) throw new ProblemError('not-found');
    const { regionCode, sentraId: itsSentra, ikmId: itsIkm } = found;
    const pack: Pack = {
      packId: body.packId,
      holder,
      place: {
        regionCode,
        ...(itsSentra === undefined ? {} : { sentraId: itsSentra }),
        ...(itsIkm === undefined ? {} : { ikmId: itsIkm }),
      },
      target: body.target,
      state: 'waiting',
      etag: '1',
      createdAt: toIso(clock()),
    };
    if ((await packs.create(pack)) === 'written') return toPackView(pack);
    const there = await packs.read(body.packId);
    if (there === undefined || !isAllowed(caller, there.place, anyone)) throw new ProblemError('not-found');
    const isSame = there.target === body.target && there.holder.type === holder.type && there.holder.id === holder.id;
    if (!isSame) throw new ProblemError('id-taken');
    return toPackView(there);
  };
