import * as z from 'zod';
import { readEnv } from '../../shared/config/env.ts';
import { apiTimeouts } from '../../shared/config/timeouts.ts';
import { problemView } from '../../shared/domain/listing/view.ts';
import { photoWords } from '../../shared/domain/photo/words.ts';
import { toView } from '../../shared/domain/product/view.ts';
import { reasonDetail } from '../../shared/domain/reason/reason-detail.ts';
import { toIso } from '../../shared/domain/time.ts';
import { httpHandler, type HttpDeps } from '../../shared/middleware/http.ts';
import type { Language } from '../../shared/middleware/problem.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import { curationQueue } from '../../shared/persistence/curation-queue.dynamo.ts';
import { createDynamo } from '../../shared/persistence/dynamo.ts';
import { createMakerOf } from '../../shared/persistence/makers.dynamo.ts';
import { createMembershipsOf } from '../../shared/persistence/memberships.dynamo.ts';
import { readProduct } from '../../shared/persistence/product-repository.dynamo.ts';
import { createTrusts } from '../../shared/persistence/trusts.dynamo.ts';
import { createVersions } from '../../shared/persistence/versions.dynamo.ts';
import { route } from './route.ts';
import { nextCuration, type Next, type NextCurationDeps } from './use-case.ts';

const photosOf = ({ file: { photos } }: Next, language: Language) =>
  photos.map((photo) => ({
    photoId: photo.photoId,
    state: photo.state,
    ...(photo.state === 'rejected' && { message: photoWords[photo.reason][language] }),
    advice: photo.state === 'ready' ? photo.advice.map((code) => photoWords[code][language]) : [],
  }));

const toBody = (next: Next, language: Language) => ({
  kind: next.ticket.kind,
  etag: next.etag,
  waitingSince: next.ticket.since,
  claimedUntil: toIso(next.claimedUntilMs),
  product: toView(next.file),
  photos: photosOf(next, language),
  problems: next.problems.map((each) => problemView(each, language)),
  changes: next.changes,
  earlier: next.earlier.map(({ etag, step: { at, step, reasons } }) => ({
    etag,
    at,
    decision: step,
    reasons: reasons.map(reasonDetail),
  })),
  trusted: next.trusted,
});

const createHandler = (deps: HttpDeps & NextCurationDeps) => {
  const act = nextCuration(deps);
  return httpHandler(route, deps, async ({ caller, query: { skip = [], ...question }, language }) => {
    const next = await act(caller, { ...question, skip });
    return { status: 200, body: { next: next === undefined ? null : toBody(next, language) } };
  });
};

const wire = (): HttpDeps & NextCurationDeps => {
  const env = readEnv(z.object({ TABLE_REGISTER: z.string(), PUBLIC_URL: z.url() }));
  const register = { dynamo: createDynamo(apiTimeouts), table: env.TABLE_REGISTER };
  return {
    logger: createLogger('next-curation'),
    clock: Date.now,
    membershipsOf: createMembershipsOf(register),
    queue: curationQueue(register, Date.now),
    readProduct: (productId) => readProduct(register, productId),
    versions: createVersions(register),
    makerOf: createMakerOf({ ...register, publicUrl: env.PUBLIC_URL, clock: Date.now }),
    trusts: createTrusts(register),
  };
};

export const handler = createHandler(wire());
