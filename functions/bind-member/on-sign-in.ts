import * as z from 'zod';
import { logCodes } from '../../shared/observability/log-codes.ts';
import type { Logger } from '../../shared/observability/logger.ts';
import { bindMember, type BindMemberDeps } from './use-case.ts';

/** The part of Cognito's pre-token-generation event (V1) that is read; attributes are texts, also `"true"`. */
const SignInEvent = z.looseObject({
  request: z.looseObject({
    userAttributes: z.looseObject({
      sub: z.string(),
      phone_number: z.string().optional(),
      phone_number_verified: z.string().optional(),
      email: z.string().optional(),
      email_verified: z.string().optional(),
    }),
  }),
});

/** Runs at every sign-in and never keeps anybody from signing in: what cannot be bound now is bound the next time. */
export const onSignIn = (deps: BindMemberDeps & { readonly logger: Pick<Logger, 'info' | 'error'> }) => {
  const bind = bindMember(deps);
  return async <SignIn>(event: SignIn): Promise<SignIn> => {
    try {
      const { userAttributes: person } = SignInEvent.parse(event).request;
      const memberIds = await bind({
        subject: person.sub,
        phone: person.phone_number_verified === 'true' ? person.phone_number : undefined,
        email: person.email_verified === 'true' ? person.email : undefined,
      });
      if (memberIds.length > 0) deps.logger.info('memberships bound', { code: logCodes.memberBound, memberIds });
    } catch (error) {
      const name = error instanceof Error ? error.name : 'Error';
      deps.logger.error('memberships not bound', { code: logCodes.memberNotBound, error: name });
    }
    return event;
  };
};
