import { derivedId } from '../derived-id.ts';
import { PhotoId } from '../ids.ts';
import { maxUploadBytes } from '../photo/photo.ts';
import type { Occurrence } from './findings.ts';

/** A file of a ZIP as its directory tells, before it is read. */
export interface ZippedFile {
  readonly name: string;
  /** Bytes when unpacked. */
  readonly size: number;
  readonly crc32: number;
}

/** What a row says about its photos. */
export interface PhotoClaim {
  readonly line: number;
  readonly ikmId: string;
  readonly sku?: string | undefined;
  readonly photoFiles?: readonly string[] | undefined;
}

/** Photos that a product shows at most. */
const mostPerProduct = 9;

const isImage = /\.(jpe?g|png|webp)$/i;

const fold = (text: string): string => text.normalize('NFKC').trim().toLowerCase();
const baseOf = (name: string): string => name.slice(name.lastIndexOf('/') + 1);
const stemOf = (name: string): string => fold(baseOf(name)).replace(/\.[a-z]+$/, '');

const words = {
  unmatched: {
    id: 'Ada foto yang tidak cocok dengan SKU mana pun. Beri nama <SKU>.jpg, <SKU>_2.jpg, atau isi kolom foto.',
    en: 'Some photos fit no SKU. Name them <SKU>.jpg, <SKU>_2.jpg, or fill in the photo column.',
  },
  several: {
    id: 'Ada foto yang SKU-nya dipakai oleh lebih dari satu IKM. Isi kolom foto pada baris produknya.',
    en: 'Some photos have a SKU that more than one IKM uses. Fill in the photo column of their rows.',
  },
  'too-large': {
    id: 'Ada foto yang lebih dari 12 MB. Perkecil, lalu unggah lagi.',
    en: 'Some photos are over 12 MB. Make them smaller and upload again.',
  },
  'not-an-image': {
    id: 'Ada berkas di ZIP yang bukan foto JPEG, PNG, atau WebP.',
    en: 'Some files of the ZIP are no JPEG, PNG or WebP photo.',
  },
  'too-many': {
    id: `Ada produk dengan lebih dari ${mostPerProduct} foto; sisanya tidak diambil.`,
    en: `Some products have more than ${mostPerProduct} photos; the rest was left out.`,
  },
  missing: {
    id: 'Ada baris yang menyebut foto yang tidak ada di dalam ZIP. Periksa nama berkasnya.',
    en: 'Some rows name a photo that is not in the ZIP. Check the file name.',
  },
} as const;

/** Something about a photo file, as a problem of the import. */
export const photoProblem = (what: keyof typeof words, file: string, line?: number): Occurrence => ({
  code: `photo-file-${what}`,
  message: words[what],
  file: baseOf(file),
  ...(line === undefined ? {} : { line }),
});

/** Which files are whose, and what is wrong with them. */
export interface PhotoMatch<File extends ZippedFile> {
  /** By line, main photo first. */
  readonly ofLine: (line: number) => readonly File[];
  readonly problems: readonly Occurrence[];
}

/** The longest SKU that a file's name begins with, alone or before a mark: `A-1_2.jpg` is of `A-1` where there is one, else of `A`. */
const skuOf = (stem: string, isSku: (text: string) => boolean): string | undefined => {
  if (isSku(stem)) return stem;
  for (let end = stem.length - 1; end > 0; end -= 1) {
    if (!/[-_ (.]/.test(stem.charAt(end))) continue;
    const start = stem.slice(0, end).trimEnd();
    if (isSku(start)) return start;
  }
  return undefined;
};

/** `<SKU>` before `<SKU>_2` before `<SKU>_10`. */
const inOrder = (a: ZippedFile, b: ZippedFile): number =>
  stemOf(a.name).localeCompare(stemOf(b.name), 'en', { numeric: true }) || (a.name < b.name ? -1 : 1);

/**
 * Says which photo files belong to which rows: those a row names, else those whose name begins with its SKU. A SKU that
 * several IKMs use matches nothing, as a wrong photo is worse than none.
 */
export const matchPhotos = <File extends ZippedFile>(
  files: readonly File[],
  claims: readonly PhotoClaim[],
): PhotoMatch<File> => {
  const problems: Occurrence[] = [];
  const usable: File[] = [];
  for (const file of files) {
    if (!isImage.test(file.name)) problems.push(photoProblem('not-an-image', file.name));
    else if (file.size > maxUploadBytes) problems.push(photoProblem('too-large', file.name));
    else usable.push(file);
  }
  const byName = new Map<string, File>();
  for (const file of usable) {
    byName.set(fold(baseOf(file.name)), file);
    byName.set(fold(file.name), file);
  }

  const found = new Map<number, File[]>();
  const lineOfSku = new Map<string, { readonly line: number; readonly ikmId: string } | 'several'>();
  const used = new Set<File>();
  for (const { line, ikmId, sku, photoFiles } of claims) {
    if (photoFiles !== undefined && photoFiles.length > 0) {
      const named = photoFiles.flatMap((name) => {
        const file = byName.get(fold(name)) ?? byName.get(fold(baseOf(name)));
        if (file === undefined) problems.push(photoProblem('missing', name, line));
        return file ?? [];
      });
      for (const file of named) used.add(file);
      found.set(line, named);
      continue;
    }
    if (sku === undefined) continue;
    const known = lineOfSku.get(fold(sku));
    // of two rows with one SKU at one IKM the later one is the product's
    lineOfSku.set(
      fold(sku),
      known === undefined || (known !== 'several' && known.ikmId === ikmId) ? { line, ikmId } : 'several',
    );
  }
  for (const file of usable.toSorted(inOrder)) {
    if (used.has(file)) continue;
    const sku = skuOf(stemOf(file.name), (text) => lineOfSku.has(text));
    const owner = sku === undefined ? undefined : lineOfSku.get(sku);
    if (owner === undefined || owner === 'several') {
      problems.push(photoProblem(owner === undefined ? 'unmatched' : 'several', file.name));
      continue;
    }
    const list = found.get(owner.line) ?? [];
    list.push(file);
    found.set(owner.line, list);
  }
  for (const [line, list] of found) {
    for (const file of list.splice(mostPerProduct)) problems.push(photoProblem('too-many', file.name, line));
  }
  return { ofLine: (line) => found.get(line) ?? [], problems };
};

/**
 * The id of a photo from what it shows: the same picture of the same IKM is never a second photo, in whatever ZIP it comes.
 * Size and CRC-32 stand in the ZIP's directory, so that the id is known before the picture is read.
 */
export const photoIdOf = (ikmId: string, { size, crc32 }: ZippedFile): PhotoId =>
  PhotoId.parse(derivedId('photo', ikmId, size, crc32));
