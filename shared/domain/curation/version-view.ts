import * as z from 'zod';
import { Content } from '../product/product.ts';
import { ReasonDetail, reasonDetail } from '../reason/reason-detail.ts';
import { Version } from './version.ts';

const Step = Version.shape.history.element.extend({
  reasonDetails: z.array(ReasonDetail).meta({ description: '`reasons`, each with its sentence and field' }),
});

/** A version in the list: who handed it in and decided on it, when, and what it changed. */
export const VersionSummaryView = z
  .strictObject({
    etag: z.string(),
    changed: z.array(z.string()).meta({ description: 'Fields that differ from the version approved before it' }),
    history: z.array(z.strictObject(Step.shape)),
  })
  .meta({ id: 'ProductVersion' });

/** A version with the content as it was. */
export const VersionView = VersionSummaryView.extend({ content: Content }).meta({ id: 'ProductVersionContent' });

export const toVersionSummaryView = ({
  etag,
  changed,
  history,
}: Omit<Version, 'content'>): z.infer<typeof VersionSummaryView> => ({
  etag,
  changed,
  history: history.map((step) => ({ ...step, reasonDetails: step.reasons.map(reasonDetail) })),
});
