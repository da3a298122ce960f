import { existsSync, statSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import path from 'node:path'
import { openFileSink, type ByteSink, type OpenSink } from './byte-sink.ts'
import { giveName } from './give-name.ts'
import { checkArchive, type CheckedArchive } from './read-archive.ts'
import { diskRefusal, refusal } from './refusal.ts'
import { newFileKey, sealingSink } from './sealing.ts'
import { publicKeyFingerprint, type Opener, type Sealer } from './sealing-keys.ts'
import { syncFolder } from './sync-folder.ts'
import { writeArchive, type ArchiveParts } from './write-archive.ts'

export interface BackupWish extends ArchiveParts {
  /** The archive's file; nothing of that name may be there. */
  readonly to: string
  /** Null: not encrypted. */
  readonly sealer: Sealer | null
  /** Opens the file that is written. For tests. */
  readonly openSink?: OpenSink
  /** Learns how far it is, so that a command that is told to stop leaves nothing. */
  readonly watch?: {
    /** The unfinished file that is written from here on. */
    readonly begun: (draft: string) => void
    /** The file is whole and is about to get its name: what is left takes moments. */
    readonly ending: () => void
  }
}

export interface MadeBackup extends CheckedArchive {
  readonly file: string
  /** For whom it is encrypted, as the trail says it. */
  readonly encryption: string
}

/** Ends the name of a backup that is not finished. */
export const UNFINISHED = '.part'

/**
 * Makes a backup: written under another name beside its own, flushed to disk, read back whole and
 * compared, and only then given its name. So what bears the name is whole. Refuses, and leaves nothing,
 * where the folder cannot be written to or is full.
 */
export async function makeBackup(wish: BackupWish): Promise<MadeBackup> {
  const { store, to, sealer } = wish
  const folder = path.dirname(to)
  const isFolder = statSync(folder, { throwIfNoEntry: false })?.isDirectory() ?? false
  if (!isFolder) throw refusal('target-folder', { folder })
  if (existsSync(to)) throw refusal('target-exists', { file: to })
  const draft = path.join(folder, `.${path.basename(to)}.${store.newId()}${UNFINISHED}`)
  wish.watch?.begun(draft)
  try {
    const opener = await writeDraft(wish, draft)
    const checked = await checkArchive({ file: draft, opener })
    wish.watch?.ending()
    if (!(await giveName(draft, to, 'file'))) throw refusal('target-exists', { file: to })
    await syncFolder(folder)
    return { ...checked, file: to, encryption: encryptionOf(sealer) }
  } catch (error) {
    await rm(draft, { force: true })
    throw diskRefusal(error, folder)
  }
}

async function writeDraft(wish: BackupWish, draft: string): Promise<Opener> {
  const fileKey = newFileKey()
  const file = await (wish.openSink ?? openFileSink)(draft)
  let sink: ByteSink = file
  try {
    if (wish.sealer !== null) sink = await sealingSink(file, wish.sealer, fileKey)
    await writeArchive(wish, sink)
    await sink.end()
  } catch (error) {
    await file.abandon()
    throw error
  }
  return { fileKey }
}

function encryptionOf(sealer: Sealer | null): string {
  if (sealer === null) return 'none'
  if (sealer.kind === 'passphrase') return 'passphrase'
  return `public key ${publicKeyFingerprint(sealer.pem)}`
}
