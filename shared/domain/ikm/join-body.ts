import * as z from 'zod';
import { Mobile } from '../identity/phone.ts';
import type { SentraId } from '../ids.ts';
import { line } from '../text.ts';
import type { IsoInstant } from '../time.ts';
import { IkmBody } from './ikm.ts';

const {
  sentraId: _sentraId,
  legalBasis: _legalBasis,
  consent: _consent,
  originException: _originException,
  owner,
  ...own
} = IkmBody.shape;
const { contactVia: _contactVia, ...person } = owner.shape;

/** What an owner says who enrols their own IKM: the sentra comes from its code, and enrolling is their consent. */
export const JoinBody = z.strictObject({
  ...own,
  owner: z.strictObject({ ...person, phone: Mobile }),
  consentVersion: line(50).meta({ description: 'Which text the owner agreed to' }),
});
export type JoinBody = z.infer<typeof JoinBody>;

/** The body of the enrolment that it means. */
export const toIkmBody = ({ consentVersion, ...said }: JoinBody, sentraId: SentraId, at: IsoInstant): IkmBody => ({
  ...said,
  sentraId,
  legalBasis: 'consent',
  consent: { version: consentVersion, at, by: said.owner.name },
});
