import { expect, test } from '@jest/globals';
import * as z from 'zod';
import { toFaults } from '../../../shared/domain/faults.ts';

const Body = z.strictObject({
  name: z.string().max(3),
  priceIdr: z.int().min(1),
  isNew: z.boolean(),
  tags: z.array(z.string()),
  kind: z.enum(['a', 'b']),
});
const good = { name: 'x', priceIdr: 1, isNew: true, tags: [], kind: 'a' };

test.each([
  [{ priceIdr: 1000.5 }, 'priceIdr', 'wrong-type', 'Isi dengan bilangan bulat, tanpa koma.'],
  [{ priceIdr: '1000' }, 'priceIdr', 'wrong-type', 'Isi dengan angka.'],
  [{ priceIdr: -1 }, 'priceIdr', 'too-small', 'Paling sedikit 1.'],
  [{ name: 'abcd' }, 'name', 'too-big', 'Paling banyak 3 huruf.'],
  [{ name: 7 }, 'name', 'wrong-type', 'Isi dengan teks.'],
  [{ name: undefined }, 'name', 'required', 'Wajib diisi.'],
  [{ isNew: 'ya' }, 'isNew', 'wrong-type', 'Isi dengan true atau false.'],
  [{ tags: 'x' }, 'tags', 'wrong-type', 'Isi dengan daftar.'],
  [{ kind: 'c' }, 'kind', 'not-a-choice', 'Pilih salah satu: a, b.'],
  [{ more: 1 }, 'more', 'unknown-field', 'Isian ini tidak dikenal. Hapus isian ini.'],
])('%j says what to write', (wrong, path, code, id) => {
  const { error } = Body.safeParse({ ...good, ...wrong }, { reportInput: true });
  expect(toFaults(error!.issues)).toEqual([{ path, code, message: expect.objectContaining({ id }) }]);
});
