/**
 * Brings all IKMs of a stage under the present keys, while the service runs:
 *   npm run rotate-keys -- --stage S [--identity PRESENT[,FORMER]] [--data-keys] [--from PROVINCE] [--api URL]
 * `--identity` takes the locks of NIK and NIB under these identity keys (default: those of the stage); `--data-keys` wraps
 * data keys anew. It goes through the provinces and prints each that is done: after a break go on with `--from`.
 * Steps before and after: docs/runbooks/rotate-keys.md.
 */
import { parseArgs } from 'node:util';
import { provinces } from '../shared/domain/region/provinces.ts';
import { rotateKeys } from '../shared/domain/ikm/rotate-keys.ts';
import { createDynamo } from '../shared/persistence/dynamo.ts';
import { createIdentityHash } from '../shared/persistence/identity-hash.kms.ts';
import { createIkmRepository } from '../shared/persistence/ikm-repository.dynamo.ts';
import { createKms } from '../shared/persistence/kms.ts';
import { createIkmsOfProvince } from '../shared/persistence/places.dynamo.ts';
import type { Position } from '../shared/persistence/page.ts';
import { createRewrap } from '../shared/persistence/rewrap.kms.ts';
import { createSealer } from '../shared/persistence/sealing.kms.ts';
import { patience } from './operator.ts';
import { registerSettings } from './register-settings.ts';

const { values } = parseArgs({
  options: {
    stage: { type: 'string', default: 'local' },
    api: { type: 'string', default: 'http://localhost:8080' },
    identity: { type: 'string' },
    'data-keys': { type: 'boolean', default: false },
    from: { type: 'string', default: '' },
  },
});
const settings = await registerSettings(values.stage, values.api);
const register = { dynamo: createDynamo(patience), table: settings.TABLE_REGISTER };
const kms = createKms(patience);
const sealing = { kms, keyId: settings.SEAL_KEY_ID };
const rotate = rotateKeys({
  ikms: createIkmRepository(register),
  sealer: createSealer({ ...sealing, clock: Date.now }),
  hashIdentity: createIdentityHash({ kms, keyId: values.identity ?? settings.IDENTITY_KEY_ID }),
  ...(values['data-keys'] && { rewrap: createRewrap(sealing) }),
});
const ikmsOfProvince = createIkmsOfProvince(register);
/** IKMs of a page, and at work at a time. */
const pageSize = 25;

const taken: string[] = [];
for (const province of provinces.filter((code) => code >= values.from)) {
  const counts = { rotated: 0, same: 0, taken: 0 };
  let position: Position | undefined;
  do {
    const page = await ikmsOfProvince(province, pageSize, position);
    const done = await Promise.all(page.rows.map(async (ikmId) => ({ ikmId, did: await rotate(ikmId) })));
    for (const { ikmId, did } of done) {
      counts[did] += 1;
      if (did === 'taken') taken.push(ikmId);
    }
    ({ position } = page);
  } while (position !== undefined);
  if (counts.rotated + counts.same + counts.taken > 0) console.log(province, JSON.stringify(counts));
}
for (const ikmId of taken) console.error(`${ikmId}: another IKM holds its NIK or NIB`);
process.exitCode = taken.length > 0 ? 1 : 0;
