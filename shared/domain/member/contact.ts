import { toMobile } from '../identity/phone.ts';

/** How a person signs in: the text that a membership and a sign-in are brought together by. Undefined when neither is given. */
export const contactOf = ({
  phone,
  email,
}: {
  readonly phone?: string | undefined;
  readonly email?: string | undefined;
}): string | undefined => {
  const mobile = phone === undefined ? undefined : toMobile(phone);
  if (mobile !== undefined) return `phone:${mobile}`;
  // no provider in use tells capitals apart, people type both
  return email === undefined ? undefined : `email:${email.trim().toLowerCase()}`;
};
