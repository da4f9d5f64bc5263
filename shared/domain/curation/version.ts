import * as z from 'zod';
import { canonicalJson } from '../digest.ts';
import { Content } from '../product/product.ts';
import { IsoInstant } from '../time.ts';

/** One step in the life of a version. `trusted`: approved at once, as its IKM is trusted. */
export const VersionStep = z.object({
  step: z.enum(['submit', 'approve', 'return', 'reject']),
  at: IsoInstant,
  by: z.string(),
  reasons: z.array(z.string()),
  trusted: z.literal(true).optional(),
});
export type VersionStep = z.infer<typeof VersionStep>;

/** A version of a product's content that was handed in or decided on. */
export const Version = z.object({
  etag: z.string(),
  content: Content,
  /** Fields in which it differs from the version that was approved when it was handed in. */
  changed: z.array(z.string()),
  history: z.array(VersionStep),
});
export type Version = z.infer<typeof Version>;

/** How much of the past is kept with a product: the newest versions, each so long, with the newest steps of each. */
export const versionsKept = { newest: 50, days: 3 * 365, steps: 30 } as const;

/** A difference between two contents: the value of one field before and after; undefined where there is none. */
export interface ContentChange {
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** In which fields content differs; everything it has when there is none to compare with. Attributes are told one by one. */
export const changesBetween = (before: Content | undefined, after: Content): readonly ContentChange[] => {
  const flat = (content: Content | undefined): ReadonlyMap<string, unknown> => {
    const { attributes = {}, ...rest } = content ?? {};
    return new Map<string, unknown>([
      ...Object.entries(rest),
      ...Object.entries(attributes).map(([name, value]): [string, unknown] => [`attributes/${name}`, value]),
    ]);
  };
  const [was, is] = [flat(before), flat(after)];
  return [...new Set([...was.keys(), ...is.keys()])]
    .map((path) => ({ path, before: was.get(path), after: is.get(path) }))
    .filter((change) => canonicalJson([change.before]) !== canonicalJson([change.after]));
};

/**
 * A version after a step.
 * @param known what is kept of this version already
 * @param compared the content that was approved before it
 */
export const versionAfter = (
  known: Version | undefined,
  { etag, content }: Pick<Version, 'etag' | 'content'>,
  compared: Content | undefined,
  step: VersionStep,
): Version => ({
  etag,
  content,
  changed: known?.changed ?? changesBetween(compared, content).map(({ path }) => path),
  history: [...(known?.history ?? []), step].slice(-versionsKept.steps),
});
