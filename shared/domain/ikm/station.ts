import type { IkmId, SentraId } from '../ids.ts';

/** An IKM and where it stands. */
export interface Station {
  readonly ikmId: IkmId;
  readonly sentraId?: SentraId | undefined;
  readonly regionCode: string;
}

export interface StationDeps {
  readonly placeOfIkm: (ikmId: string) => Promise<(Station & { readonly mergedInto?: IkmId | undefined }) | undefined>;
}

/** Merges in a row that are followed: A into B, B into C. */
const mostMerges = 20;

/**
 * Where an IKM stands now; of a merged one, the record that was kept. Undefined when there is none.
 * @throws Error when more merges follow one another than are followed
 */
export const stationOf = async ({ placeOfIkm }: StationDeps, ikmId: string): Promise<Station | undefined> => {
  let id = ikmId;
  for (let merges = 0; merges < mostMerges; merges += 1) {
    const place = await placeOfIkm(id);
    if (place?.mergedInto === undefined) return place;
    id = place.mergedInto;
  }
  throw new Error(`IKM ${ikmId}: more merges in a row than are followed`);
};
