import type { ReviewedAccount, RightOnDay } from '../../shared/api/routes/access.ts'
import { guardedLine } from '../../shared/exports/guarded-csv.ts'

function lines(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, ...rows].map(guardedLine).join('')
}

/** One line per right of that day. Times are UTC. */
export function rightsCsv(study: string, day: string, rights: readonly RightOnDay[]): string {
  const head = [
    ...['STUDY', 'DAY', 'TIME_ZONE', 'USERNAME', 'NAME', 'ROLE', 'SITE', 'FROM', 'TO'],
    ...['GRANTED_BY', 'WITHDRAWN_BY', 'IDENTITY_VERIFIED_ON', 'IDENTITY_VERIFIED_BY'],
    ...['IDENTITY_METHOD', 'LOCKED'],
  ]
  const rows = rights.map((right) => {
    const { timeZone, username, displayName, role, site, from, to } = right
    const { grantedBy, withdrawnBy, identity, locks } = right
    return [
      ...[study, day, timeZone, username, displayName, role],
      ...[site ?? '*', from, to ?? '', grantedBy ?? '', withdrawnBy ?? ''],
      ...(identity === undefined ? ['', '', ''] : [identity.on, identity.by, identity.method]),
      locks.map((lock) => `${lock.from}/${lock.to ?? ''}`).join(' '),
    ]
  })
  return lines(head, rows)
}

/** One line per right in force, and one for an account without any. */
export function reviewCsv(accounts: readonly ReviewedAccount[]): string {
  const head = [
    ...['USERNAME', 'NAME', 'STATE', 'SECOND_FACTOR', 'LAST_SIGN_IN', 'IDLE_DAYS', 'UNUSED'],
    ...['TOKENS', 'ROLE', 'STUDY', 'SITE', 'FROM', 'TO'],
  ]
  const rows = accounts.flatMap((account) => {
    const person = [
      ...[account.username, account.displayName, account.locked ? 'locked' : 'open'],
      ...[account.secondFactor ? 'Y' : 'N', account.lastSignInAt ?? '', String(account.idleDays)],
      ...[account.unused ? 'Y' : 'N', String(account.tokens)],
    ]
    if (account.grants.length === 0) return [[...person, '', '', '', '', '']]
    return account.grants.map(({ role, study, site, from, to }) => [
      ...person,
      ...[role, study ?? '*', site ?? '*', from, to ?? ''],
    ])
  })
  return lines(head, rows)
}
