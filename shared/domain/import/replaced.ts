/** Other bytes lie where those that were meant should lie, or none. */
export class ObjectReplacedError extends Error {
  override readonly name = 'ObjectReplacedError';
}
