import { expect, test } from '@jest/globals';
import { reasonDetail } from '../../../../shared/domain/reason/reason-detail.ts';
import { ReasonFor, reasons } from '../../../../shared/domain/reason/reasons.ts';

test('every code stands once, and every decision has reasons to choose from', () => {
  const codes = reasons.map(({ code }) => code);
  expect(new Set(codes).size).toBe(codes.length);
  for (const decision of ReasonFor.options)
    expect(reasons.filter((each) => each.for.includes(decision))).not.toEqual([]);
});

test('a code is told with its field and sentences, free text as it is', () => {
  expect(reasonDetail('photo-blurred')).toMatchObject({
    code: 'photo-blurred',
    path: 'photos',
    message: { id: expect.stringContaining('Foto kabur'), en: expect.stringContaining('blurred') },
  });
  expect(reasonDetail('Fotonya miring')).toEqual({ message: { id: 'Fotonya miring', en: 'Fotonya miring' } });
});
