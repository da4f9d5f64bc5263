/** Loads the sample register through the API of a running local service: `node scripts/sample.ts --api http://localhost:8080`. */
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { inParallel, openApi, tokenOf, type Api } from './api-client.ts';
import { sampleRegister, type SampleIkm, type SampleProduct, type SampleRegister } from './sample-register.ts';

/** Calls in flight at once: enough to keep two cores busy. */
export const parallel = 6;

const Anything = z.unknown();
const IkmState = z.looseObject({ etag: z.string(), state: z.string() });
export const ProductState = z.looseObject({
  etag: z.string(),
  curation: z.string(),
  archived: z.boolean(),
  photos: z.array(z.string()),
  offer: z.looseObject({ etag: z.string(), priceIdr: z.number().optional(), stock: z.number().optional() }),
});
export type ProductState = z.infer<typeof ProductState>;

export const registerMembers = (api: Api, { members }: SampleRegister): Promise<void> =>
  inParallel(members, parallel, async ({ memberId, body }) => {
    await api('PUT', `/v1/members/${memberId}`, { body, answer: Anything });
  });

export const registerSentras = (api: Api, { sentras }: SampleRegister): Promise<void> =>
  inParallel(sentras, parallel, async ({ sentraId, body }) => {
    await api('PUT', `/v1/sentras/${sentraId}`, { body, answer: Anything });
  });

/** Enrols one IKM and takes it to approved, from wherever an earlier run left it. */
const enrol = async (api: Api, { ikmId, body }: SampleIkm): Promise<void> => {
  const path = `/v1/ikms/${ikmId}`;
  let ikm = await api('PUT', path, { body, answer: IkmState });
  if (ikm.state === 'draft' || ikm.state === 'returned') {
    ikm = await api('POST', `${path}/submission`, { answer: IkmState });
  }
  if (ikm.state === 'submitted') {
    await api('POST', `${path}/verification`, {
      body: { etag: ikm.etag, decision: 'approve', reasons: [] },
      answer: IkmState,
    });
  }
};

export const enrolIkms = (api: Api, { ikms }: SampleRegister): Promise<void> =>
  inParallel(ikms, parallel, (ikm) => enrol(api, ikm));

export const saveProduct = (api: Api, { ikmId, productId, body }: SampleProduct): Promise<ProductState> =>
  api('PUT', `/v1/ikms/${ikmId}/products/${productId}`, { body, answer: ProductState });

const run = async (): Promise<void> => {
  const { values } = parseArgs({ options: { api: { type: 'string', default: 'http://localhost:8080' } } });
  const api = openApi(values.api, await tokenOf(values.api, 'kementerian'));
  const register = sampleRegister();
  await registerSentras(api, register);
  await enrolIkms(api, register);
  await registerMembers(api, register);
  await inParallel(register.products, parallel, async (product) => {
    await saveProduct(api, product);
  });
  const { sentras, ikms, products, members } = register;
  console.log(
    `Sample register: ${sentras.length} sentras, ${ikms.length} IKMs, ${products.length} products, ${members.length} members.`,
  );
};

if (import.meta.main) {
  await run().catch((error: unknown) => {
    console.error(`sample: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  });
}
