import * as z from 'zod';
import { Mobile } from '../identity/phone.ts';
import { MemberId } from '../ids.ts';
import { line, lines } from '../text.ts';
import { Role } from './member.ts';

const period = {
  from: z.iso.datetime().optional().meta({ description: 'In force from this instant on' }),
  to: z.iso.datetime().optional().meta({ description: 'In force until before this instant' }),
} as const;

const hasOneContact = ({
  phone,
  email,
}: {
  readonly phone?: string | undefined;
  readonly email?: string | undefined;
}) => (phone === undefined) !== (email === undefined);
const oneContact = {
  path: ['phone'],
  params: {
    code: 'one-contact',
    message: { id: 'Isi nomor HP atau surel, salah satu saja.', en: 'Give either a phone number or an e-mail.' },
  },
};

/** The body of a PUT: who, as what, over what, for how long. */
export const MemberBody = z
  .strictObject({
    name: line(150),
    phone: Mobile.optional(),
    email: z.email().max(254).optional(),
    role: Role,
    instansi: line(150).optional(),
    scope: z.array(z.string().trim().min(1).max(50)).max(100).meta({
      description: 'kementerian: empty · dinas: region codes · pemilik: IKM ids · pendamping: IKM or sentra ids',
    }),
    ...period,
  })
  .refine(hasOneContact, oneContact)
  .refine(({ role, scope }) => (role === 'kementerian') === (scope.length === 0), {
    path: ['scope'],
    params: {
      code: 'wrong-scope',
      message: {
        id: 'Peran kementerian tanpa wilayah; peran lain wajib menyebut cakupannya.',
        en: 'A kementerian member has no scope; every other role needs one.',
      },
    },
  })
  .refine(({ from, to }) => from === undefined || to === undefined || Date.parse(from) < Date.parse(to), {
    path: ['to'],
    params: {
      code: 'period-reversed',
      message: { id: 'Tanggal akhir harus sesudah tanggal mulai.', en: 'The end must be after the start.' },
    },
  });
export type MemberBody = z.infer<typeof MemberBody>;

/** Who takes over: somebody who is a member already, or a new one. */
export const HandoverBody = z
  .strictObject({
    toMemberId: MemberId.optional().meta({
      description: 'Another membership, in the same role, of whoever takes over',
    }),
    person: z
      .strictObject({
        name: line(150),
        phone: Mobile.optional(),
        email: z.email().max(254).optional(),
        instansi: line(150).optional(),
      })
      .refine(hasOneContact, oneContact)
      .optional(),
    at: z.iso.datetime().optional().meta({ description: 'The instant at which the scope passes; without it now' }),
    reason: lines(300),
  })
  .refine(({ toMemberId, person }) => (toMemberId === undefined) !== (person === undefined), {
    path: ['toMemberId'],
    params: {
      code: 'one-successor',
      message: {
        id: 'Sebut penerus: anggota yang sudah ada, atau orang baru; salah satu saja.',
        en: 'Name who takes over: an existing member or a new person, one of both.',
      },
    },
  });
export type HandoverBody = z.infer<typeof HandoverBody>;

/** A membership as those who may manage it see it. */
export const MemberView = z.strictObject({
  memberId: MemberId,
  etag: z.string(),
  name: z.string(),
  phone: z.string().optional(),
  email: z.string().optional(),
  role: Role,
  instansi: z.string().optional(),
  scope: z.array(z.string()),
  from: z.string().optional(),
  to: z.string().optional(),
  bound: z.boolean().meta({ description: 'Whether its holder has signed in' }),
  handedOverTo: MemberId.optional().meta({ description: 'The membership that took its scope over' }),
  createdAt: z.string(),
  updatedAt: z.string(),
});
export type MemberView = z.infer<typeof MemberView>;
