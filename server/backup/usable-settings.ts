import { constants } from 'node:fs'
import { access, stat } from 'node:fs/promises'
import path from 'node:path'
import type { BackupSettings } from '../../shared/backup/settings.ts'
import { invalidField } from '../http/problem-error.ts'
import { publicKeyFingerprint } from './sealing-keys.ts'

/** Settings that no backup could be made with are refused where they are typed, not at night. */
export async function refuseUnusable({
  schedule,
  folder,
  publicKey,
}: BackupSettings): Promise<void> {
  if (folder === '' && schedule.kind !== 'off') {
    throw invalidField('/settings/folder', 'backups.folderMissing')
  }
  if (folder !== '' && !(await isWritableFolder(folder))) {
    throw invalidField('/settings/folder', 'backups.folderUnusable', { folder })
  }
  if (publicKey !== null && !isPublicKey(publicKey)) {
    throw invalidField('/settings/publicKey', 'backup.fault.key-unreadable')
  }
}

/** Whether the account of this process can make files in a folder, named from the root. */
export async function isWritableFolder(folder: string): Promise<boolean> {
  if (!path.isAbsolute(folder)) return false
  try {
    await access(folder, constants.W_OK | constants.X_OK)
    return (await stat(folder)).isDirectory()
  } catch {
    return false
  }
}

function isPublicKey(pem: string): boolean {
  try {
    publicKeyFingerprint(pem)
    return true
  } catch {
    return false
  }
}
