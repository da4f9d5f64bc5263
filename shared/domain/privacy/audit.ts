import * as z from 'zod';
import { Role, type Caller } from '../member/member.ts';
import { IsoInstant } from '../time.ts';

/** Things that hold data of persons, or decide about them: who saw or changed one is written down. */
export const AuditedThing = z.enum([
  'ikm',
  'sentra',
  'product',
  'photo',
  'account',
  'member',
  'order',
  'partner',
  'pack',
  'import',
  'claim',
  'transfer',
  'duplicate',
  'batch',
  'target',
]);
export type AuditedThing = z.infer<typeof AuditedThing>;

/** One line of the trail: who did what to which thing, when, from where, and how it ended. Never changed, never deleted. */
export const AuditEntry = z.object({
  thing: AuditedThing,
  id: z.string(),
  at: IsoInstant,
  /** Token subject: tells nobody's name by itself, and nothing at all once its membership is erased. */
  subject: z.string(),
  roles: z.array(Role),
  instansi: z.string().optional(),
  /** The route, e.g. `PUT /v1/ikms/{ikmId}`. */
  action: z.string(),
  /** HTTP status of the answer. */
  status: z.int(),
  /** The caller's network: IPv4 to 24 bits, IPv6 to 48, so that it names a place and no device. */
  from: z.string(),
  /** Why, where a reason is asked for. */
  reason: z.string().optional(),
});
export type AuditEntry = z.infer<typeof AuditEntry>;

/** Appends one line. @throws Error when it could not be written */
export type RecordAudit = (entry: AuditEntry) => Promise<void>;

/** An IP address without the part that names a device; empty for anything else. */
export const networkOf = (ip: string): string => {
  if (/^\d{1,3}(\.\d{1,3}){3}$/.test(ip)) return `${ip.split('.').slice(0, 3).join('.')}.0/24`;
  if (!ip.includes(':')) return '';
  const [head = ''] = ip.split('::');
  const parts = head.split(':').slice(0, 3);
  return `${parts.map((part) => part.toLowerCase()).join(':')}::/48`;
};

/** Who the caller is, as the trail keeps it. */
export const actorOf = ({ subject, memberships }: Caller): Pick<AuditEntry, 'subject' | 'roles' | 'instansi'> => {
  const instansi = memberships.find((each) => each.instansi !== undefined)?.instansi;
  return {
    subject,
    roles: [...new Set(memberships.map(({ role }) => role))],
    ...(instansi === undefined ? {} : { instansi }),
  };
};
