import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { HelperConsent, TeamMember, type HelperCode, type Teams } from '../domain/member/helper.ts';
import { toEpochSeconds } from '../domain/time.ts';
import type { TableAt } from './dynamo.ts';
import { registerKeys } from './keys.ts';
import { createMemberChanges, toTeamItem } from './member-changes.dynamo.ts';
import { readPage } from './page.ts';
import { areaStretches } from './register-list.ts';
import { putItem, readItem, type Step } from './versioned-item.ts';

const CodeRow = z.object({
  ikmId: z.string(),
  memberId: z.string(),
  etag: z.string(),
  nonce: z.string(),
  expiresAtMs: z.number(),
  tries: z.int(),
}) satisfies z.ZodType<HelperCode>;

/** Teams in the register table. All reads are strong. */
export const createTeams = (at: TableAt): Teams => {
  const changes = createMemberChanges(at);

  const readTeam = async <Row>(placeId: string, kind: string, schema: z.ZodType<Row>): Promise<readonly Row[]> => {
    const { Items = [] } = await at.dynamo.send(
      new QueryCommand({
        TableName: at.table,
        ConsistentRead: true,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :kind)',
        ExpressionAttributeValues: { ':pk': registerKeys.teamMember(placeId, '').pk, ':kind': `${kind}#` },
      }),
    );
    return Items.map((item) => schema.parse(item));
  };

  return {
    membersOf: (placeId) => readTeam(placeId, 'MEMBER', TeamMember),
    consentsOf: (ikmId) => readTeam(ikmId, 'CONSENT', HelperConsent),
    unheardIn: async (areas, limit) => {
      const { rows } = await readPage(at, {
        stretches: areaStretches('by-waiting', 'WAITING-CONSENT', areas),
        limit,
        position: undefined,
        parse: (item) => TeamMember.parse(item),
      });
      return rows;
    },
    consent: (ikmId, memberId) => readItem(at, registerKeys.helperConsent(ikmId, memberId), HelperConsent),

    decide: async (consent, consentBefore, { member, before }) => {
      const { ikmId, memberId } = consent;
      const named = await readItem(at, registerKeys.teamMember(ikmId, memberId), TeamMember);
      const step: Step = {
        put: { ...registerKeys.helperConsent(ikmId, memberId), type: 'helper-consent', ...consent },
        expected: consentBefore === undefined ? 'absent' : { etag: consentBefore.etag },
      };
      // nobody needs to see to this consent any more
      const heard: Step[] = named === undefined ? [] : [{ put: toTeamItem(named), expected: 'any' }];
      // a code that was read out before lets nobody in after
      const closed: Step[] =
        consent.withdrawn === undefined ? [] : [{ remove: registerKeys.helperCode(ikmId, memberId), expected: 'any' }];
      return changes.change(member, before, {}, [step, ...heard, ...closed]);
    },

    codesOf: (ikmId) => readTeam(ikmId, 'CODE', CodeRow),
    code: (ikmId, memberId) => readItem(at, registerKeys.helperCode(ikmId, memberId), CodeRow),
    saveCode: async (code, before) =>
      (await putItem(
        at,
        {
          ...registerKeys.helperCode(code.ikmId, code.memberId),
          type: 'helper-code',
          ...code,
          expiresAt: toEpochSeconds(code.expiresAtMs),
        },
        before === undefined ? 'any' : { etag: before.etag },
      )) === 'written',
  };
};
