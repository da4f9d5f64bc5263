import { originOf } from '../ikm/origin.ts';
import { anyone, isAllowed, type Caller } from '../member/member.ts';
import type { SentraRepository } from '../sentra/sentra-repository.ts';

/** Where a sentra's members produce; `undefined` inside: anywhere. */
export interface SentraRegion {
  readonly region: string | undefined;
}

/** A sentra's region as its members' enrolments need it, asked for once; undefined for a sentra outside the caller's scope. */
export const createSentraRegions = ({ get }: Pick<SentraRepository, 'get'>, caller: Caller) => {
  const known = new Map<string, SentraRegion | undefined>();
  return async (sentraId: string): Promise<SentraRegion | undefined> => {
    if (known.has(sentraId)) return known.get(sentraId);
    const sentra = (await get(sentraId))?.sentra;
    const region = sentra !== undefined && isAllowed(caller, sentra, anyone) ? { region: originOf(sentra) } : undefined;
    known.set(sentraId, region);
    return region;
  };
};
