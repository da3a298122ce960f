/** The upgrade is not done, and nothing was changed. Says what, where, and what to do. */
export class UpgradeRefusedError extends Error {
  override readonly name = 'UpgradeRefusedError'
}
