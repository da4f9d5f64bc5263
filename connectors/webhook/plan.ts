import * as z from 'zod';
import type { Listable } from '../../shared/domain/listing/listable.ts';
import type { ListingProblem } from '../../shared/domain/listing/problem.ts';
import type { Connector } from '../connector.ts';
import { feedParts } from '../feed-item.ts';

const mostName = 255;

const problem = (
  severity: ListingProblem['severity'],
  code: string,
  path: string,
  message: ListingProblem['message'],
  fix: ListingProblem['fix'],
): ListingProblem => ({ severity, code, path, message, fix });

const problemsOf = (listable: Listable, name: string): readonly ListingProblem[] => [
  ...(listable.photos.length === 0
    ? [
        problem(
          'block',
          'photos-missing',
          'photos',
          { id: 'Belum ada foto.', en: 'There is no photo.' },
          { id: 'Tambahkan foto produk.', en: 'Add a photo of the product.' },
        ),
      ]
    : []),
  ...(Array.from(name).length > mostName
    ? [
        problem(
          'block',
          'name-too-long',
          'name',
          {
            id: `Nama ${Array.from(name).length} karakter, batas mitra ${mostName}.`,
            en: `The name has ${Array.from(name).length} characters, partners take ${mostName}.`,
          },
          { id: `Pendekkan nama menjadi paling banyak ${mostName} karakter.`, en: 'Shorten the name.' },
        ),
      ]
    : []),
  ...(listable.kind === 'physical' && listable.package === undefined
    ? [
        problem(
          'advice',
          'weight-missing',
          'package',
          { id: 'Berat kiriman belum diisi.', en: 'The shipping weight is not given.' },
          { id: 'Isi berat dan ukuran kemasan.', en: 'Give weight and size of the package.' },
        ),
      ]
    : []),
];

/** A partner takes the product in neutral words, so hardly anything can be wrong with it. */
export const plan: Connector['plan'] = (listable, overrides) => {
  const photoBase = listable.photoBase ?? listable.page?.photoBase;
  const { content, price, stock } = feedParts(listable, overrides, photoBase);
  // its photos stand in the content by their public addresses: nothing is uploaded
  return { content, price, stock, photos: [], problems: problemsOf(listable, content.name) };
};

/** Partners sort by komoditas; there is no more to know. */
export const gatherFacts: Connector['gatherFacts'] = (_session, listable, overrides) =>
  Promise.resolve({
    kind: 'ok',
    value: { connector: 'webhook', categoryId: overrides.categoryId ?? listable.komoditas },
  });

export const requirements: Connector['requirements'] = ({ categoryId }) => ({
  category: { id: categoryId, name: z.string().parse(categoryId), suggested: true },
  fields: [],
});
