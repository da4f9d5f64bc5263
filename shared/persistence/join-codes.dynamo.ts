import { IssuedCode, type JoinCodes } from '../domain/sentra/join-code.ts';
import type { TableAt } from './dynamo.ts';
import { registerKeys } from './keys.ts';
import { putItem, readItem } from './versioned-item.ts';

/** Codes by which owners join a sentra, in the register table. */
export const createJoinCodes = (at: TableAt): JoinCodes => ({
  read: (sentraId) => readItem(at, registerKeys.joinCode(sentraId), IssuedCode),
  save: async (code, before) =>
    (await putItem(
      at,
      { ...registerKeys.joinCode(code.sentraId), type: 'join-code', ...code },
      before === undefined ? 'absent' : { etag: before.etag },
    )) === 'written',
});
