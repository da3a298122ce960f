import path from 'node:path'
import type { Store } from '../../../db/store.ts'
import { backupSettingsSchema, type BackupSettings } from '../../../shared/backup/settings.ts'
import { sentence } from '../../../shared/texts/sentence.ts'
import { isWritableFolder, publicKeyFingerprint } from '../../backup/service.ts'
import { backupSettings, changeBackupSettings } from '../../settings/service.ts'
import { cliActor } from '../actor.ts'
import type { Invocation } from '../command.ts'
import { FaultyInputError, UsageError } from '../fault.ts'
import { readSecret } from '../secrets.ts'

const ASKED = ['daily', 'weekly', 'off', 'folder', 'keep', 'public-key'] as const

/** Shows when the server makes backups by itself, or changes it where something is said. */
export async function scheduleBackups(invocation: Invocation, store: Store): Promise<void> {
  const { value: now, version } = await backupSettings(store)
  const isAsked = ASKED.some(
    (name) => invocation.flag(name) || invocation.value(name) !== undefined,
  )
  if (!isAsked) {
    show(invocation, now)
    return
  }
  const reason = (invocation.value('reason') ?? '').trim()
  if (reason === '') throw new UsageError('A change of the schedule needs --reason TEXT.')
  const parsed = backupSettingsSchema.safeParse(wished(invocation, now))
  if (!parsed.success) {
    throw new UsageError(
      '--daily is HH:MM, --weekly a day and a time such as "sunday 02:30", --keep three numbers such as 7,4,12, of which one is above 0.',
    )
  }
  const { data: value } = parsed
  if (value.schedule.kind !== 'off' && value.folder === '') {
    throw new UsageError('A schedule needs --folder DIR.')
  }
  const { folder } = value
  if (value.schedule.kind !== 'off' && !(await isWritableFolder(folder))) {
    throw new FaultyInputError([sentence('en', 'backups.folderUnusable', { folder })])
  }
  if (value.publicKey !== null) publicKeyFingerprint(value.publicKey)
  await changeBackupSettings(store, cliActor(), { value, version, reason })
  show(invocation, value)
}

function wished(invocation: Invocation, now: BackupSettings): object {
  const folder = invocation.value('folder')
  const keep = invocation.value('keep')
  const keyFile = invocation.value('public-key')
  return {
    schedule: scheduleOf(invocation) ?? now.schedule,
    folder: folder === undefined ? now.folder : path.resolve(folder),
    keep: keep === undefined ? now.keep : keepingOf(keep),
    publicKey: keyFile === undefined ? now.publicKey : readSecret(keyFile),
  }
}

function scheduleOf(invocation: Invocation): object | null {
  const daily = invocation.value('daily')
  const weekly = invocation.value('weekly')
  if (invocation.flag('off')) return { kind: 'off' }
  if (daily !== undefined) return { kind: 'daily', time: daily }
  if (weekly === undefined) return null
  const [weekday, time] = weekly.split(' ')
  return { kind: 'weekly', weekday, time }
}

function keepingOf(text: string): object {
  const [daily, weekly, monthly] = text.split(',').map(Number)
  return { daily, weekly, monthly }
}

function show(invocation: Invocation, settings: BackupSettings): void {
  const { schedule, folder, keep, publicKey } = settings
  const weekday = schedule.kind === 'weekly' ? ` ${schedule.weekday}` : ''
  const when = schedule.kind === 'off' ? 'off' : `${schedule.kind}${weekday} ${schedule.time}`
  invocation.print(`schedule\t${when}\n`)
  invocation.print(`folder\t${folder}\n`)
  invocation.print(`keep\t${keep.daily} days, ${keep.weekly} weeks, ${keep.monthly} months\n`)
  const key = publicKey === null ? 'none' : publicKeyFingerprint(publicKey)
  invocation.print(`encryption\t${key}\n`)
}
