import type { AppSecret, PushIntake } from '../../connectors/connector.ts';

export interface ReceiveCallbackDeps {
  readonly push: Pick<PushIntake, 'verify'>;
  /** The callback URL as registered with the marketplace: some sign it too. */
  readonly url: string;
  readonly app: () => Promise<AppSecret>;
  readonly keep: (text: string) => Promise<void>;
}

/** A queue's message holds 256 kB; base64 adds a third. */
const mostBytes = 180_000;

/** Keeps a push whose signature fits its raw bytes; of any other nothing is stored. */
export const receiveCallback =
  ({ push, url, app, keep }: ReceiveCallbackDeps) =>
  async (
    headers: Readonly<Record<string, string | undefined>>,
    raw: Uint8Array,
  ): Promise<'kept' | 'wrong-signature' | 'too-large'> => {
    if (raw.byteLength > mostBytes) return 'too-large';
    if (!push.verify(await app(), url, headers, raw)) return 'wrong-signature';
    await keep(JSON.stringify({ raw: Buffer.from(raw).toString('base64') }));
    return 'kept';
  };
