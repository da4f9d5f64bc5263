import { ProblemError } from '../problem.ts';
import type { Papers } from './store.ts';
import type { PaperType } from './types.ts';

/** Papers that show what an owner said. */
const evidence: readonly PaperType[] = ['consent-letter', 'signed-photo'];

/**
 * Checks that a paper of the IKM shows what its owner said: of the right kind, with a file that was looked at.
 * @param path of the paper's id in the body
 * @throws ProblemError `bad-request`
 */
export const assertEvidence = async (
  papers: Pick<Papers, 'read'>,
  { ikmId, paperId }: { readonly ikmId: string; readonly paperId: string },
  path: string,
): Promise<void> => {
  const paper = await papers.read(ikmId, paperId);
  if (paper?.archived === false && paper.file?.state === 'ready' && evidence.includes(paper.facts.type)) return;
  throw new ProblemError('bad-request', [
    {
      path,
      code: 'paper-missing',
      message: {
        id: 'Unggah dahulu foto surat bertanda tangan ke berkas IKM ini (jenis: surat persetujuan atau foto tanda tangan).',
        en: 'Upload the signed letter to the papers of this IKM first, as a letter of consent or a signed photo.',
      },
    },
  ]);
};
