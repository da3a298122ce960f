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
  'backup.fault.passphrase-short':
    'The passphrase needs at least {{least}} {{least, character|characters}}.',
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
  'backup.fault.server-full':
    'There is no room left on the disk of the database server. Nothing was changed or left behind. Make room there, and try again.',
  'backup.fault.no-folder': 'No folder for backups is set. Set one under Backups.',
  'backup.fault.folder-not-empty':
    'The data folder {{folder}} is not empty: it holds {{found}}. A restore replaces nothing: name an empty or new folder with --data.',
  'backup.fault.database-not-empty':
    'The database is not empty: it has the table {{table}}. A restore replaces nothing: name a new, empty database.',
  'backup.fault.of-test-installation':
    'The archive {{file}} is of a test installation, and HEPATRIAL_ENVIRONMENT says production. What is restored from it stays a test installation: take the setting out, and restore it where no production data are kept. Nothing was restored.',
  'backup.fault.differs':
    'What was written is not what the archive holds ({{what}}). The restore was undone.',
  'backup.fault.chain-faults':
    'The restored data have {{count}} {{count, fault|faults}} ({{kinds}}): they were there when the backup was made. The restore was undone. To restore the data as they were backed up, add --accept-faults.',
  'nav.system': 'System status',
  'nav.backups': 'Backups',
  'act.system.upgrade': 'Database upgraded',
  'act.system.alert': 'State of the system changed',
  'mail.subjectSystem': 'Hepatrial: a notice about the system waits for you',
  'backup.step': 'Table {{table}}',
  'system.intro':
    'How this installation is, as of {{at}}. What is wrong is told to the administrators once, by notice and by mail.',
  'system.right': 'Nothing is wrong.',
  'system.wrong': 'What is wrong',
  'system.noSchedule':
    'No backup is made by itself. Set a schedule under Backups, or have a shell script make them.',
  'alert.backup-late':
    'The last backup is older than the schedule allows. See that the server runs at that time and the folder can be written to.',
  'alert.backups-off':
    'Nobody backs up the data of studies in production: no schedule is set, and no backup was made by hand lately.',
  'alert.backup-failed':
    'The last backup failed. The reason stands below; earlier backups were not touched.',
  'alert.drill-failed':
    'The last restore that was tried out failed. Look at the reason on this page, and try out an archive that is whole.',
  'alert.data-disk-low': 'The disk of the data is nearly full. Make room before saving fails.',
  'alert.backup-disk-low':
    'The disk of the backups is nearly full. Make room, or keep fewer of them.',
  'alert.backup-folder-lost':
    'The folder of the backups cannot be looked at. See that it is there, that its disk or share is mounted, and that the server’s account may read it.',
  'alert.chain-faults':
    'The last check found faults in the trail or the data. Run “hepatrial verify” on the server: it names each.',
  'alert.clock-jumped':
    'The clock of the server jumped in the last day. See that a time service sets it.',
  'alert.jobs-failed':
    'Long work failed in the last day by a fault of the program or the machine. It is listed below; the log of the server says more.',
  'system.backup': 'Backup',
  'system.lastBackup': 'Last backup',
  'system.never': 'none yet',
  'system.nextBackup': 'Next backup',
  'system.byHand': 'none by itself',
  'system.lastFailure': 'Last failure',
  'system.lastDrill': 'Restore last tried out',
  'system.drillPassed': 'passed, on the backup of {{at}}',
  'system.drillFailed': 'failed, on the backup of {{at}}',
  'system.drillRefused': 'failed, with the file {{file}}: {{why}}',
  'system.drillFault':
    'It stopped by a fault that is not one of the archive. What the command printed says more.',
  'system.makeBackup': 'Make a backup now',
  'system.backupRuns': 'A backup is being made.',
  'system.disks': 'Disks',
  'system.dataDisk': 'Data',
  'system.backupDisk': 'Backups',
  'system.room': '{{free}} free of {{size}}',
  'system.noRoom': 'cannot be looked at',
  'system.trail': 'Trail and data',
  'system.lastCheck': 'Last check',
  'system.checkResult':
    '{{entries}} {{entries, entry|entries}} checked, {{faults}} {{faults, fault|faults}}',
  'system.check': 'Check now',
  'system.checkRuns': 'Trail and data are being checked.',
  'system.clock': 'Clock',
  'system.jumps': 'Jumps in the last 30 days',
  'system.jump': 'from {{before}} to {{after}}',
  'system.none': 'none',
  'system.work': 'Long work that failed in the last 30 days',
  'system.kind': 'Work',
  'system.kind.backup': 'Backup',
  'system.kind.verify': 'Check of trail and data',
  'system.kind.export': 'Export',
  'system.program': 'Program and database',
  'system.version': 'Version',
  'system.engine': 'Database',
  'system.size': 'Size of the database',
  'system.when': 'When',
  'system.why': 'Why',
  'system.file': 'File',
  'system.encryption': 'Encryption',
  'system.encryption.none': 'not encrypted',
  'system.encryption.passphrase': 'with a passphrase',
  'system.encryption.key': 'for the public key {{fingerprint}}',
  'backups.intro':
    'A backup holds everything of this installation in one file, and is made while people work. Keep it on another machine, and try out a restore now and then: “hepatrial restore --drill --from FILE”.',
  'backups.schedule': 'When',
  'backups.off': 'Not by itself',
  'backups.daily': 'Every day',
  'backups.weekly': 'Every week',
  'backups.weekday': 'Day',
  'backups.time': 'Time (24 hours, {{zone}})',
  'backups.folder': 'Folder on the server',
  'backups.folderHint':
    'Absolute, on another disk or a mounted share. The server writes into it and removes old backups of its own from it; nothing else in it is touched.',
  'backups.keep': 'How many stay',
  'backups.keepHint':
    'The newest backup of so many days, weeks and months that have one. An old one is removed only when a newer one is made and checked.',
  'backups.keepDaily': 'Days',
  'backups.keepWeekly': 'Weeks',
  'backups.keepMonthly': 'Months',
  'backups.publicKey': 'Public key for encryption (PEM, X25519)',
  'backups.keyHint':
    '“hepatrial backup keys --to FOLDER” makes a pair. The private key stays away from the server; without it no such backup can be read.',
  'backups.fingerprint': 'Fingerprint of the key in force: {{fingerprint}}',
  'backups.stored': 'Backups in the folder',
  'backups.noneStored': 'There is no backup in the folder yet.',
  'backups.unreadable': 'The folder cannot be read.',
  'backups.noFolder': 'No folder is set.',
  'backups.wrong':
    'Give a time such as 02:30, the folder, whole numbers for what stays, and a reason.',
  'backups.size': 'Size',
  'backups.saved': 'Saved.',
  'backups.folderMissing': 'A schedule needs a folder.',
  'backups.folderUnusable':
    '{{folder}} is no folder that the server can write to: name it from the root on, and let the server’s account write there.',
  'backups.day.monday': 'Monday',
  'backups.day.tuesday': 'Tuesday',
  'backups.day.wednesday': 'Wednesday',
  'backups.day.thursday': 'Thursday',
  'backups.day.friday': 'Friday',
  'backups.day.saturday': 'Saturday',
  'backups.day.sunday': 'Sunday',
  'notice.alert.backup-late':
    'The last backup is older than the schedule allows. See that the server runs at that time and the folder can be written to.',
  'notice.ended.backup-late': 'Backups are on time again.',
  'notice.alert.backups-off':
    'Nobody backs up the data of studies in production: no schedule is set, and no backup was made by hand lately. Set a schedule under Backups.',
  'notice.ended.backups-off': 'The data of studies in production are backed up again.',
  'notice.alert.backup-failed':
    'The last backup failed. Look at the status of the system; earlier backups were not touched.',
  'notice.ended.backup-failed': 'A backup succeeded again.',
  'notice.alert.drill-failed':
    'The last restore that was tried out failed. The state of the system says why; try out an archive that is whole.',
  'notice.ended.drill-failed': 'A restore that was tried out passed again.',
  'notice.alert.data-disk-low':
    'The disk of the data is nearly full. Make room before saving fails.',
  'notice.ended.data-disk-low': 'The disk of the data has room again.',
  'notice.alert.backup-disk-low':
    'The disk of the backups is nearly full. Make room, or keep fewer of them.',
  'notice.ended.backup-disk-low': 'The disk of the backups has room again.',
  'notice.alert.backup-folder-lost':
    'The folder of the backups cannot be looked at. See that it is there, that its disk or share is mounted, and that the server’s account may read it.',
  'notice.ended.backup-folder-lost': 'The folder of the backups can be looked at again.',
  'notice.alert.chain-faults':
    'The last check found faults in the trail or the data. Run “hepatrial verify” on the server: it names each.',
  'notice.ended.chain-faults': 'The check of trail and data finds no fault any more.',
  'notice.alert.clock-jumped':
    'The clock of the server jumped in the last day. See that a time service sets it.',
  'notice.ended.clock-jumped': 'The clock of the server has not jumped for a day.',
  'notice.alert.jobs-failed':
    'Long work failed in the last day by a fault of the program or the machine. The log of the server says more.',
  'notice.ended.jobs-failed': 'No long work has failed for a day.',
} as const
