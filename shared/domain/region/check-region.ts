import { ProblemError } from '../problem.ts';
import { isKnownRegion } from './region.ts';

/** @throws ProblemError `unknown-region` naming the field, when no region has this code. */
export const assertKnownRegion = (code: string, path = 'regionCode'): void => {
  if (isKnownRegion(code)) return;
  throw new ProblemError('unknown-region', [
    {
      path,
      code: 'unknown-region',
      message: {
        id: `Kode wilayah ${code} tidak ada dalam daftar Kemendagri. Pilih wilayah dari daftar.`,
        en: `Region code ${code} is not on the official list. Choose one from the list.`,
      },
    },
  ]);
};
