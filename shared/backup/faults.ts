/** Why a backup, a restore or a drill ended, with nothing changed. Each has a text `backup.fault.…`. */
export const BACKUP_FAULTS = [
  'not-readable',
  'not-an-archive',
  'cut-short',
  'altered',
  'other-version',
  'newer-schema',
  'passphrase-missing',
  'passphrase-short',
  'passphrase-wrong',
  'key-missing',
  'key-wrong',
  'key-unreadable',
  'target-exists',
  'target-folder',
  'target-full',
  'no-folder',
  'folder-not-empty',
  'database-not-empty',
  'differs',
  'chain-faults',
] as const
export type BackupFault = (typeof BACKUP_FAULTS)[number]
