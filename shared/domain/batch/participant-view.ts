import * as z from 'zod';
import { IkmId } from '../ids.ts';
import type { Training } from './batch.ts';

/** An IKM in the attendance list of a batch. */
export const ParticipantView = z.strictObject({
  ikmId: IkmId,
  businessName: z.string(),
  registeredAt: z.string(),
  walkIn: z.boolean().meta({ description: 'Came without being registered before' }),
  days: z.array(z.string()).meta({ description: 'Days it came' }),
});
export type ParticipantView = z.infer<typeof ParticipantView>;

export const toParticipantView = (
  { ikmId, registeredAt, walkIn, days }: Training,
  businessName: string,
): ParticipantView => ({ ikmId, businessName, registeredAt, walkIn: walkIn === true, days: Object.keys(days).sort() });

/** The attendance list as a table: one column per day on which somebody came. */
export const toAttendanceRows = (
  participants: readonly ParticipantView[],
): readonly (readonly (string | number)[])[] => {
  const days = [...new Set(participants.flatMap((each) => each.days))].sort();
  return [
    ['Nomor', 'ID IKM', 'Nama usaha', 'Terdaftar', ...days, 'Jumlah hari'],
    ...participants.map((each, n) => [
      n + 1,
      each.ikmId,
      each.businessName,
      each.walkIn ? 'di tempat' : 'sebelumnya',
      ...days.map((day) => (each.days.includes(day) ? 'Hadir' : '')),
      each.days.length,
    ]),
  ];
};
