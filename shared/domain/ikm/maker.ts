import type { Listable } from '../listing/listable.ts';
import type { DossierPaper } from '../paper/gate.ts';
import type { IkmState } from './state.ts';

/** An IKM as its products need to know it: nothing personal that the owner did not choose to show. */
export interface Maker {
  /** Undefined for a state this version does not know: it counts as not verified. */
  readonly state: IkmState | undefined;
  readonly seller: NonNullable<Listable['seller']>;
  /** Sentra and kabupaten or kota, by name. */
  readonly origin: NonNullable<Listable['origin']>;
  readonly regionCode: string;
  /**
   * Why nothing of it may be published: its owner withdrew (`withdrawn`), or never agreed (`unsaid`: wanting it live says so). Absent when
   * they agreed.
   */
  readonly withheld?: 'unsaid' | 'withdrawn' | undefined;
  readonly kbli?: Listable['kbli'];
  /** Its business number. */
  readonly nib?: string | undefined;
  /** Its legality papers; those about its products count as theirs. */
  readonly papers?: readonly DossierPaper[] | undefined;
  /** Base address of the public pages (no slash at the end), while the shop site is on. */
  readonly pagesAt?: string | undefined;
  /** Base address of photos (no slash at the end), whether or not the shop site is on: partners show them too. */
  readonly photosAt?: string | undefined;
  /** What the shop site shows beside the products, while it is on. */
  readonly site?:
    | { readonly whatsapp?: string | undefined; readonly url?: string | undefined; readonly about?: string | undefined }
    | undefined;
}
