/**
 * Takes the place of the SDK's credential chain in every bundle. Lambda gives a function its role's credentials in these
 * variables and nowhere else; the chain's other links (profiles, SSO, instance metadata, STS) are 100 kB of every bundle.
 */
export const defaultProvider = () => () => {
  const {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
  } = process.env;
  if (accessKeyId === undefined || secretAccessKey === undefined) {
    return Promise.reject(new Error('AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are not set'));
  }
  return Promise.resolve({ accessKeyId, secretAccessKey, ...(sessionToken !== undefined && { sessionToken }) });
};
