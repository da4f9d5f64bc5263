import type { DataKey, Sealer } from '../identity/sealer.ts';
import type { ConsentPurpose, PurposeConsent, PurposeConsentView } from './consent.ts';
import type { FoundIkm } from './reach.ts';

/** Where the name of who spoke is sealed. */
export const speakerField = (purpose: ConsentPurpose): string => `consent-${purpose}`;

const viewOf = (consent: PurposeConsent, by: string | undefined): PurposeConsentView => {
  const { ikmId, purpose, agreed, version, at, way, paperId = null, recordedAt, history } = consent;
  return {
    ...{ ikmId, purpose, agreed, version, at, way, by: by ?? null, paperId, recordedAt },
    history: history.map((word) => ({
      agreed: word.agreed,
      version: word.version,
      at: word.at,
      way: word.way,
      recordedAt: word.recordedAt,
    })),
  };
};

/**
 * What the owner said about a purpose. Before any word of its own, the consent given at enrolment stands for publishing.
 * @throws Error when what is sealed cannot be opened
 */
export const showConsent = async (
  sealer: Pick<Sealer, 'open'>,
  { ikm, key }: FoundIkm,
  purpose: ConsentPurpose,
  consent: PurposeConsent | undefined,
): Promise<PurposeConsentView> => {
  if (consent !== undefined) return viewOf(consent, await openSpeaker(sealer, key, consent));
  const { consentVersion, consentAt, consentBy }: Partial<Record<string, string>> =
    purpose === 'publishing' ? await sealer.open(key, ikm.sealed) : {};
  return {
    ikmId: ikm.ikmId,
    purpose,
    agreed: consentAt !== undefined,
    version: consentVersion ?? null,
    at: consentAt ?? null,
    way: consentAt === undefined ? null : 'witness',
    by: consentBy ?? null,
    paperId: null,
    recordedAt: consentAt === undefined ? null : ikm.createdAt,
    history: [],
  };
};

const openSpeaker = async (
  sealer: Pick<Sealer, 'open'>,
  key: DataKey,
  { purpose, sealed }: PurposeConsent,
): Promise<string | undefined> => {
  const opened: Partial<Record<string, string>> = await sealer.open(key, sealed);
  return opened[speakerField(purpose)];
};
