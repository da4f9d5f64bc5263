import type { Maker } from '../../shared/domain/ikm/maker.ts';
import { toListable } from '../../shared/domain/listing/to-listable.ts';
import { missingFor, type PackProduct } from '../../shared/domain/pack/checks.ts';
import { packKey, targetNames, type Pack, type PackHolder, type Packs } from '../../shared/domain/pack/pack.ts';
import {
  checkSheet,
  checkText,
  linesOf,
  productSheet,
  readme,
  type Checked,
  type PackLine,
} from '../../shared/domain/pack/sheets.ts';
import type { ProductFile } from '../../shared/domain/product/product.ts';
import type { Clock } from '../../shared/domain/time.ts';
import { zipOf, type PackFile } from './zip.ts';

export interface BuildPackDeps {
  readonly packs: Pick<Packs, 'read' | 'finish'>;
  /** Ids of the holder's products that have an approved version and are not archived. */
  readonly productIdsOf: (holder: PackHolder) => AsyncIterable<string>;
  readonly readProduct: (productId: string) => Promise<ProductFile | undefined>;
  readonly makerOf: (ikmId: string) => Promise<Maker | undefined>;
  readonly readRendition: (name: string) => Promise<Uint8Array | undefined>;
  /** Stores a file and answers its bytes. */
  readonly store: (key: string, fileName: string, content: AsyncIterable<Uint8Array>) => Promise<number>;
  readonly clock: Clock;
}

/** What fits one pack; the rest is counted, and asked for per IKM. */
const mostProducts = 300;
const mostPhotos = 5;

/**
 * Builds a pack and marks it ready. Repeated, it does nothing, or after a crash writes the same file again.
 * @throws Error when a photo that the register knows is not in the store: the message then comes again
 */
export const buildPack = (deps: BuildPackDeps) => {
  const { packs, productIdsOf, readProduct, makerOf, readRendition, store, clock } = deps;

  /** The product as listings see it, and how the pack shows it; undefined when it may not be listed anywhere. */
  const gather = async (productId: string): Promise<PackProduct | undefined> => {
    const file = await readProduct(productId);
    if (file === undefined) return undefined;
    const maker = await makerOf(file.product.ikmId);
    const assessed = toListable(file, maker);
    return assessed.kind === 'listable' ? { product: assessed.listable, nib: maker?.nib } : undefined;
  };

  const collect = async ({ holder, target }: Pack) => {
    const lines: PackLine[] = [];
    const checked: Checked[] = [];
    const photos: { readonly name: string; readonly rendition: string }[] = [];
    let left = 0;
    let holderName = '';
    for await (const productId of productIdsOf(holder)) {
      if (checked.length >= mostProducts) {
        left += 1;
        continue;
      }
      const found = await gather(productId);
      if (found === undefined) continue;
      const { product } = found;
      const { seller, origin } = product;
      holderName ||= (holder.type === 'ikm' ? seller?.businessName : origin?.sentraName) ?? '';
      const number = String(checked.length + 1).padStart(3, '0');
      const shown = product.photos.slice(0, mostPhotos).map((rendition, n) => ({
        name: `foto/${number}/${String(n + 1)}.jpg`,
        rendition,
      }));
      photos.push(...shown);
      const names = shown.map(({ name }) => name);
      lines.push(...linesOf(found, number, names));
      const missing = missingFor(target, found, clock());
      checked.push({ number, name: product.name, seller: seller?.businessName ?? '', missing });
    }
    return { lines, checked, photos, left, holderName };
  };

  const bytesOf = async (rendition: string): Promise<Uint8Array> => {
    const bytes = await readRendition(rendition);
    if (bytes === undefined) throw new Error(`the rendition ${rendition} is not in the store`);
    return bytes;
  };

  return async (packId: string): Promise<'built' | 'done' | 'gone'> => {
    const pack = await packs.read(packId);
    if (pack === undefined) return 'gone';
    if (pack.state === 'ready') return 'done';
    const { lines, checked, photos, left, holderName } = await collect(pack);
    const about = { holder: holderName, day: pack.createdAt.slice(0, 10), products: checked.length, left };
    const files: PackFile[] = [
      { name: 'BACA-SAYA.txt', text: readme(pack.target, about) },
      { name: 'produk.xlsx', sheet: productSheet(pack.target, lines) },
      { name: 'daftar-periksa.xlsx', sheet: checkSheet(checked) },
      { name: 'daftar-periksa.txt', text: checkText(checked) },
      ...photos.map(({ name, rendition }) => ({ name, read: () => bytesOf(rendition) })),
    ];
    const fileName = `paket-${targetNames[pack.target].toLowerCase().replace(/[^a-z]+/g, '-')}-${about.day}.zip`;
    const bytes = await store(packKey(pack.packId), fileName, zipOf(files, new Date(pack.createdAt)));
    const complete = checked.filter(({ missing }) => missing.every(({ needed }) => !needed)).length;
    await packs.finish({ ...pack, bytes, counts: { products: checked.length, complete, photos: photos.length, left } });
    return 'built';
  };
};
