/** What everybody may ask, in plain words (UU 27/2022, Art. 5–13). */
export const rights: readonly { readonly id: string; readonly en: string }[] = [
  {
    id: 'Meminta salinan data Anda. Kami memberikannya dalam 3 × 24 jam.',
    en: 'Ask for a copy of your data. You get it within 3 × 24 hours.',
  },
  {
    id: 'Meminta data yang salah dibetulkan, dalam 3 × 24 jam.',
    en: 'Have wrong data corrected, within 3 × 24 hours.',
  },
  { id: 'Melihat siapa yang membuka data Anda.', en: 'See who looked at your data.' },
  {
    id: 'Menarik persetujuan kapan saja; produk Anda lalu diturunkan.',
    en: 'Withdraw a consent at any time; your products are then taken off.',
  },
  { id: 'Meminta penayangan dihentikan sementara.', en: 'Have publishing stopped for a while.' },
  {
    id: 'Meminta semua data Anda dihapus. Yang tersisa hanya yang diwajibkan hukum, tanpa nama Anda.',
    en: 'Have all your data erased. Only what the law demands is kept, without your name.',
  },
];
