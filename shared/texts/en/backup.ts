/** Backups, restores, and the state of the installation. */
export const backup = {
  'act.backup.make': 'Backup made',
  'act.backup.ask': 'Backup asked for',
  'act.backup.failed': 'Backup failed',
  'act.backup.restore': 'Restored from a backup',
  'act.backup.drill': 'Restore tried out',
  'act.setting.backup': 'Backup settings changed',
  'act.verify.ask': 'Check of trail and data asked for',
  'act.verify.done': 'Trail and data checked',
  'act.verify.failed': 'Check of trail and data failed',
  'backup.fault.not-readable':
    'The file {{file}} is not there or cannot be read. Name the archive with its folder.',
  'backup.fault.not-an-archive':
    'The file is no backup of Hepatrial, or its beginning is damaged. Nothing was changed.',
  'backup.fault.cut-short':
    'The archive is cut short: its end is missing. Copy it again from where it was kept, or take another one. Nothing was changed.',
  'backup.fault.altered':
    'The archive is not what was written: {{part}} was altered or damaged. Copy it again from where it was kept, or take another one. Nothing was changed.',
  'backup.fault.other-version':
    'The archive has layout {{found}}; this version of the program reads layout {{known}}. Restore it with the version that made it. Nothing was changed.',
  'backup.fault.newer-schema':
    'The archive was made by a newer version of the program (schema {{found}}; this one knows up to {{known}}). Install that version, then restore. Nothing was changed.',
  'backup.fault.passphrase-missing':
    'The archive is encrypted with a passphrase. Set HEPATRIAL_BACKUP_PASSPHRASE, or name a file with --passphrase-file.',
  'backup.fault.passphrase-short': 'The passphrase needs at least {{least}} characters.',
  'backup.fault.passphrase-wrong':
    'The passphrase is not the one that the archive was encrypted with. Nothing was changed.',
  'backup.fault.key-missing':
    'The archive is encrypted for a public key (fingerprint {{recipient}}). Name its private key with --private-key FILE.',
  'backup.fault.key-wrong':
    'The private key is not the one that belongs to the archive (fingerprint {{recipient}}), or the archive’s head was altered. Nothing was changed.',
  'backup.fault.key-unreadable':
    'This is no such key: a public key for encrypting, a private key for reading, both X25519 as PEM text. “hepatrial backup keys --to FOLDER” makes a pair.',
  'backup.fault.target-exists':
    'There is a file {{file}} already. Backups replace nothing: choose another name.',
  'backup.fault.target-folder':
    'Nothing can be written to the folder {{folder}}: it is missing, or the server may not write there. Nothing was left behind.',
  'backup.fault.target-full':
    'There is no room left in {{folder}}. Nothing was left behind, and earlier backups were not touched.',
  'backup.fault.no-folder': 'No folder for backups is set. Set one under Backups.',
  'backup.fault.folder-not-empty':
    'The data folder {{folder}} is not empty: it holds {{found}}. A restore replaces nothing: name an empty or new folder with --data.',
  'backup.fault.database-not-empty':
    'The database is not empty: it has the table {{table}}. A restore replaces nothing: name a new, empty database.',
  'backup.fault.differs':
    'What was written is not what the archive holds ({{what}}). The restore was undone.',
  'backup.fault.chain-faults':
    'The restored data have {{count}} {{count, fault|faults}} ({{kinds}}): they were there when the backup was made. The restore was undone. To restore the data as they were backed up, add --accept-faults.',
} as const
