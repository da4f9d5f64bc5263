/** Something a person can put right: `local` prints its message as one line and ends with exit code 1. */
export class LocalFault extends Error {
  override readonly name = 'LocalFault';
}
